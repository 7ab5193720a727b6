// Our CSP forbids eval. zod would try it once to see whether it may compile schemas; tell it not to, before any schema is made.
import { z } from 'zod';

z.config({ jitless: true });
