import { toPage } from './html-page.ts';

/** What the accounts server says of an address it does not have. */
export const notFound = toPage(404, '404', '<p>The page cannot be found</p>');
