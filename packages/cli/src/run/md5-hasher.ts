import type { CreateHasher } from '@zohokit/transfer-core';
import { createMd5 } from '@zohokit/zoho-http';

/** The client's MD5, as the core wants it. */
export const createMd5Hasher: CreateHasher = (expectedSize) => createMd5({ size: expectedSize });
