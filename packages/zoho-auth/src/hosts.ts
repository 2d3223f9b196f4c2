/**
 * The origins of one data centre, as requests must use them: Zoho's own, or the same behind an
 * emulator. Tokens are sent to these and to nothing else.
 */
export interface Hosts {
  /** OAuth: `https://accounts.zoho.eu` */
  accounts: string;
  /** The API gateway, WorkDrive's JSON too: `https://www.zohoapis.eu` */
  api: string;
  /** CRM of the connection's environment: that of `api`, `https://sandbox.zohoapis.eu`, … */
  crm: string;
  /** WorkDrive for people: `https://workdrive.zoho.eu`; links only, no request goes there. */
  workdrive: string;
  /** WorkDrive stream upload: `https://upload.zoho.eu` */
  upload: string;
  /** WorkDrive download: `https://download.zoho.eu` */
  download: string;
  /** CRM's files of bulk jobs: `https://content.zohoapis.eu` */
  content: string;
}
