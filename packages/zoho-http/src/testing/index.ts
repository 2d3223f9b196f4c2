export {
  createFakeFetch,
  type FakeAnswer,
  type FakeFetch,
  type FakeRequest,
} from './fake-fetch.ts';
export { testSharedStoreContract, type SharedStoreUnderTest } from './shared-store-contract.ts';
export { createVirtualClock, type VirtualClock } from './virtual-clock.ts';
