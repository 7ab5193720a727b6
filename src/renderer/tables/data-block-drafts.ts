// "Data Blocks to Add" of each service line, until a top-up uses it.
import { createNumberDrafts } from './number-drafts.ts';

export const dataBlockDrafts = createNumberDrafts(1);
