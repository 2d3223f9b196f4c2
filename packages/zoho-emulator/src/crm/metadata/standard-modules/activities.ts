import type { FieldSeed } from '../field-seed.ts';
import {
  type StandardModule,
  description,
  field,
  lookup,
  mandatory,
  picklist,
  texts,
} from './standard-module.ts';

/** Whom an activity is with, and what it is about; the module of the latter is `$se_module`. */
const related: readonly FieldSeed[] = [
  { ...lookup('Who_Id', 'Contacts'), label: 'Contact Name' },
  field('What_Id', 'multi_module_lookup', { label: 'Related To' }),
];
const recurring = field('Recurring_Activity', 'RRULE');
const subject = mandatory(field('Subject', 'text', { length: 255 }));

export const activities: Readonly<Record<string, StandardModule>> = {
  Tasks: {
    singular: 'Task',
    plural: 'Tasks',
    nameField: 'Subject',
    fields: [
      subject,
      field('Due_Date', 'date'),
      ...related,
      picklist(
        'Status',
        'Not Started',
        'Deferred',
        'In Progress',
        'Completed',
        'Waiting for input',
      ),
      picklist('Priority', 'High', 'Highest', 'Low', 'Lowest', 'Normal'),
      field('Send_Notification_Email', 'boolean'),
      field('Remind_At', 'ALARM'),
      recurring,
      field('Closed_Time', 'datetime', { read_only: true }),
      description,
    ],
  },
  Events: {
    singular: 'Meeting',
    plural: 'Meetings',
    nameField: 'Event_Title',
    fields: [
      mandatory(field('Event_Title', 'text', { length: 255, label: 'Title' })),
      ...texts(255, 'Venue'),
      field('All_day', 'boolean', { label: 'All day' }),
      mandatory(field('Start_DateTime', 'datetime', { label: 'From' })),
      mandatory(field('End_DateTime', 'datetime', { label: 'To' })),
      ...related,
      field('Participants', 'participants'),
      mandatory(field('Remind_At', 'datetime', { label: 'Reminder' })),
      recurring,
      field('Check_In_Time', 'datetime', { read_only: true }),
      ...texts(255, 'Check_In_Address').map((one) => ({ ...one, read_only: true })),
      description,
    ],
  },
  Calls: {
    singular: 'Call',
    plural: 'Calls',
    nameField: 'Subject',
    fields: [
      subject,
      ...related,
      mandatory(picklist('Call_Type', 'Outbound', 'Inbound', 'Missed')),
      mandatory(field('Call_Start_Time', 'datetime')),
      mandatory(field('Call_Duration', 'text', { length: 30 })),
      field('Call_Duration_in_seconds', 'integer', { label: 'Call Duration (in seconds)' }),
      picklist(
        'Call_Purpose',
        'Prospecting',
        'Administrative',
        'Negotiation',
        'Demo',
        'Project',
        'Desk',
      ),
      picklist(
        'Call_Result',
        'Interested',
        'Not interested',
        'No response/Busy',
        'Requested more info',
        'Requested call back',
        'Invalid number',
      ),
      ...texts(120, 'Call_Agenda'),
      picklist('Outgoing_Call_Status', 'Scheduled', 'Completed', 'Overdue', 'Cancelled'),
      field('Reminder', 'picklist', {
        pick_list: { values: ['5 minutes before', '10 minutes before', '15 minutes before'] },
      }),
      description,
    ],
  },
};
