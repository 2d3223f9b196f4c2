/**
 * The origins of one data centre, as requests must use them: Zoho's own, or the same behind an
 * emulator. Tokens are sent to these and to nothing else.
 */
export interface Hosts {
  /** OAuth: `https://accounts.zoho.eu` */
  accounts: string;
  /** CRM and WorkDrive JSON: `https://www.zohoapis.eu` */
  api: string;
  /** WorkDrive for people: `https://workdrive.zoho.eu`; links only, no request goes there. */
  workdrive: string;
  /** WorkDrive stream upload: `https://upload.zoho.eu` */
  upload: string;
  /** WorkDrive download: `https://download.zoho.eu` */
  download: string;
}
