import type { Incoming } from './connection.ts';
import { control } from './control.ts';
import type { ControlDeps } from './control/endpoint.ts';
import { exchange } from './exchange.ts';
import { toTarget } from './target.ts';

/** Hands a request to the emulator itself or to the emulated Zoho, and sees that it is answered. */
export async function dispatch(incoming: Incoming, deps: ControlDeps): Promise<void> {
  const target = toTarget(incoming);
  await (target.control ? control(incoming, target.url, deps) : exchange(incoming, target, deps));
}
