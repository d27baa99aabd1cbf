CREATE TABLE `artifacts` (
	`job_id` text NOT NULL,
	`position` integer NOT NULL,
	`urls` text NOT NULL,
	`path` text,
	`media_type` text,
	`extension` text,
	`bytes` integer,
	PRIMARY KEY(`job_id`, `position`),
	FOREIGN KEY (`job_id`) REFERENCES `jobs`(`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE TABLE `callbacks` (
	`id` text PRIMARY KEY NOT NULL,
	`provider` text NOT NULL,
	`job_id` text NOT NULL,
	`received_at` integer NOT NULL,
	`body` text NOT NULL,
	`verdict` text NOT NULL
);
--> statement-breakpoint
CREATE TABLE `deliveries` (
	`id` text PRIMARY KEY NOT NULL,
	`job_id` text NOT NULL,
	`channel_id` text NOT NULL,
	`state` text DEFAULT 'due' NOT NULL,
	`created_at` integer NOT NULL,
	`next_at` integer NOT NULL,
	`leased` integer DEFAULT false NOT NULL,
	`attempts` integer DEFAULT 0 NOT NULL,
	`first_attempt_at` integer,
	`ended_at` integer,
	`message_id` text,
	`failure` text,
	`last_error` text,
	FOREIGN KEY (`job_id`) REFERENCES `jobs`(`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE UNIQUE INDEX `deliveries_job` ON `deliveries` (`job_id`);--> statement-breakpoint
CREATE INDEX `deliveries_due` ON `deliveries` (`next_at`,`id`) WHERE "deliveries"."state" = 'due';--> statement-breakpoint
CREATE TABLE `jobs` (
	`id` text PRIMARY KEY NOT NULL,
	`interaction_id` text NOT NULL,
	`provider` text NOT NULL,
	`kind` text NOT NULL,
	`state` text NOT NULL,
	`request` text NOT NULL,
	`guild_id` text,
	`channel_id` text NOT NULL,
	`user_id` text NOT NULL,
	`attachment_limit_bytes` integer NOT NULL,
	`card_message_id` text,
	`created_at` integer NOT NULL,
	`not_before` integer NOT NULL,
	`deadline_at` integer NOT NULL,
	`due_at` integer,
	`submitted_at` integer,
	`family` text,
	`task_id` text,
	`poll_url` text,
	`polls` integer DEFAULT 0 NOT NULL,
	`doubt_since` integer,
	`eta_at` integer,
	`ended_at` integer,
	`success` text,
	`failure` text
);
--> statement-breakpoint
CREATE UNIQUE INDEX `jobs_interaction` ON `jobs` (`interaction_id`);--> statement-breakpoint
CREATE INDEX `jobs_waiting` ON `jobs` (`provider`,`user_id`,`created_at`,`id`,`not_before`) WHERE "jobs"."state" = 'queued';--> statement-breakpoint
CREATE INDEX `jobs_in_flight` ON `jobs` (`provider`,`user_id`) WHERE "jobs"."state" in ('submitting', 'running');--> statement-breakpoint
CREATE INDEX `jobs_served` ON `jobs` (`provider`,`user_id`,`submitted_at`) WHERE "jobs"."submitted_at" is not null;--> statement-breakpoint
CREATE INDEX `jobs_due` ON `jobs` (`due_at`,`state`) WHERE "jobs"."due_at" is not null;--> statement-breakpoint
CREATE INDEX `jobs_by_member` ON `jobs` (`user_id`,`guild_id`,`created_at`,`id`);