import { testHistoryContract } from './history-contract.ts';
import { InMemoryHistory } from './in-memory-history.ts';

testHistoryContract('InMemoryHistory', async () => new InMemoryHistory());
