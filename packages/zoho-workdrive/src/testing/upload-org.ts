/** An org with a folder to store into, which holds a file, a document and a folder of known names. */
export function uploadOrg(name: string, scopes?: string[]) {
  return {
    dataCenter: 'eu',
    name,
    user: { name: 'Ada Keller', email: 'ada@example.com' },
    ...(scopes && { scopes }),
    workdrive: {
      team: name,
      myFolders: [],
      teamFolders: [
        {
          name: 'Papers',
          children: [
            {
              key: 'store',
              name: 'Store',
              children: [
                { key: 'taken', name: 'taken.pdf', size: 10 },
                { key: 'locked', name: 'locked.pdf', size: 10, locked: true },
                { name: 'minutes', native: 'writer' },
                { name: 'drawings', children: [] },
                { name: 'twice.pdf', size: 11 },
                { name: 'twice.pdf', size: 12 },
              ],
            },
            { key: 'closed', name: 'Closed', readOnly: true, children: [] },
          ],
        },
      ],
    },
  };
}
