CREATE TABLE `fallbacks` (
	`guild_id` text NOT NULL,
	`kind` text NOT NULL,
	`model` text NOT NULL,
	PRIMARY KEY(`guild_id`, `kind`)
);
--> statement-breakpoint
CREATE TABLE `models` (
	`provider` text NOT NULL,
	`page` integer NOT NULL,
	`fetched_at` integer NOT NULL,
	`models` text NOT NULL,
	PRIMARY KEY(`provider`, `page`)
);
--> statement-breakpoint
ALTER TABLE `artifacts` ADD `is_text` integer;--> statement-breakpoint
ALTER TABLE `artifacts` ADD `width` integer;--> statement-breakpoint
ALTER TABLE `artifacts` ADD `height` integer;--> statement-breakpoint
ALTER TABLE `artifacts` ADD `seconds` real;--> statement-breakpoint
ALTER TABLE `jobs` ADD `moved_from` text;--> statement-breakpoint
CREATE INDEX `jobs_by_task` ON `jobs` (`provider`,`family`,`task_id`,`id`) WHERE "jobs"."task_id" is not null;--> statement-breakpoint
-- Requests of the first version, which were for images only, in the words of this one: jobs under way come home.
UPDATE `jobs` SET `request` = json_patch(
	json_object(
		'use', 'imagine',
		'model', `provider` || '/' || json_extract(`request`, '$.model'),
		'prompt', json_extract(`request`, '$.prompt'),
		'options', json_object(),
		'inputs', json_array(),
		'nsfwAllowed', json(`request` -> '$.nsfwAllowed')
	),
	json_object('options', json_object(
		'aspect', json_extract(`request`, '$.aspect'),
		'count', json_extract(`request`, '$.count'),
		'seed', json_extract(`request`, '$.seed'),
		'negative', json_extract(`request`, '$.negativePrompt')
	))
) WHERE CASE WHEN json_valid(`request`) THEN json_extract(`request`, '$.kind') = 'image' ELSE false END;
