DROP INDEX `deliveries_due`;--> statement-breakpoint
ALTER TABLE `deliveries` ADD `place` text DEFAULT 'channel' NOT NULL;--> statement-breakpoint
ALTER TABLE `deliveries` ADD `held` integer DEFAULT false NOT NULL;--> statement-breakpoint
ALTER TABLE `deliveries` ADD `behind` text;--> statement-breakpoint
CREATE INDEX `deliveries_ready` ON `deliveries` (`next_at`,`id`) WHERE "deliveries"."state" = 'due' and "deliveries"."behind" is null;--> statement-breakpoint
CREATE INDEX `deliveries_leased` ON `deliveries` (`channel_id`,`next_at`) WHERE "deliveries"."state" = 'due' and "deliveries"."leased";--> statement-breakpoint
CREATE INDEX `deliveries_held` ON `deliveries` (`channel_id`,`created_at`,`id`) WHERE "deliveries"."state" = 'due' and "deliveries"."held";--> statement-breakpoint
CREATE INDEX `deliveries_behind` ON `deliveries` (`behind`) WHERE "deliveries"."behind" is not null;--> statement-breakpoint
ALTER TABLE `jobs` ADD `application_id` text;--> statement-breakpoint
ALTER TABLE `jobs` ADD `interaction_token` text;--> statement-breakpoint
CREATE INDEX `callbacks_received` ON `callbacks` (`received_at`);