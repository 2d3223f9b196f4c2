/** What a button of the weather adds, by its `data-fault`. */
export const faults = {
  throttle: {
    match: { role: 'api', path: '/workdrive/' },
    effect: {
      kind: 'status',
      status: 429,
      headers: { 'retry-after': '119' },
      json: { errors: [{ id: 'F7008', title: 'Request rate limit exceeded' }] },
    },
  },
  reset: { effect: { kind: 'reset' } },
  lost: { match: { method: 'POST', path: 'upload' }, effect: { kind: 'answer-lost' } },
  error: { effect: { kind: 'status', status: 502, text: '<html>Bad gateway</html>' } },
  slow: { match: { times: 10 }, effect: { kind: 'delay', ms: 2000 } },
};
