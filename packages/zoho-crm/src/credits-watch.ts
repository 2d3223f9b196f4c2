import type { ServiceHttp } from '@zohokit/zoho-http';

/** CRM said how many credits are left; it does so from the half of them on (Zoho doc v8: api-limits). */
export interface CreditsRemaining {
  type: 'credits-remaining';
  /** Of the rolling 24 h of the whole organisation, other programs included. */
  remaining: number;
  /** Of the request that was answered. */
  method: string;
  /** Host and path of the request that was answered. */
  path: string;
}

/** The same service, and what its answers say of credits. `onCredits` must not throw. */
export function watchCredits(
  http: ServiceHttp,
  onCredits: (event: CreditsRemaining) => void,
): ServiceHttp {
  const tell = (header: string | null, request: { method?: string | undefined; url: string }) => {
    if (header === null || !/^\d+$/.test(header.trim())) return;
    const { host, pathname } = new URL(request.url);
    const { method = 'GET' } = request;
    const remaining = Number(header);
    onCredits({ type: 'credits-remaining', remaining, method, path: host + pathname });
  };
  return {
    async json(request) {
      const answer = await http.json(request);
      tell(answer.header(name), request);
      return answer;
    },
    async bytes(request) {
      const response = await http.bytes(request);
      tell(response.headers.get(name), request);
      return response;
    },
  };
}

// --- internal ---

const name = 'x-api-credits-remaining';
