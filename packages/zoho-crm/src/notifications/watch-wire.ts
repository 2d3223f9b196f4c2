import * as v from 'valibot';

const Text = v.optional(v.nullable(v.string()));

/** Zoho doc: notifications/get-details; 204 is no channel. */
export const WireChannels = v.object({
  watch: v.array(
    v.looseObject({
      channel_id: v.string(),
      channel_expiry: Text,
      resource_name: Text,
      resource_id: Text,
      notify_url: Text,
      token: Text,
      events: v.optional(v.nullable(v.array(v.string()))),
      return_affected_field_values: v.optional(v.nullable(v.boolean())),
      notify_on_related_action: v.optional(v.nullable(v.boolean())),
    }),
  ),
  info: v.optional(v.nullable(v.object({ more_records: v.optional(v.nullable(v.boolean())) }))),
});

/** Of the success of a subscription (Zoho doc: notifications/enable). */
export const WireSubscribed = v.object({
  events: v.pipe(
    v.array(v.object({ channel_expiry: Text, resource_name: Text })),
    v.minLength(1, 'no event'),
  ),
});
