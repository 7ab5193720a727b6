// The frame around every Management reply: {content, errors, warnings, information, isValid}. A 2xx with isValid:false is a failure.
import { z } from 'zod';
import { ApiError } from './api-error.ts';
import { plainExcerpt } from './plain-excerpt.ts';

const validationResult = z.object({ memberNames: z.array(z.string()).nullish(), errorMessage: z.string().nullish() });

/** `content` is absent on bare replies; the three lists may be null. */
export const envelopeSchema = z.object({
  content: z.unknown().optional(),
  errors: z.array(validationResult).nullish(),
  warnings: z.array(validationResult).nullish(),
  information: z.array(z.string().nullable()).nullish(),
  isValid: z.boolean(),
});
export type Envelope = z.infer<typeof envelopeSchema>;

export interface AnsweredCall {
  readonly call: string;
  readonly host: string | null;
  readonly status: number | null;
}

/** The envelope, or null when the JSON is something else. */
export function readEnvelope(json: unknown): Envelope | null {
  const parsed = envelopeSchema.safeParse(json);
  return parsed.success ? parsed.data : null;
}

/**
 * Content of a reply, or the ApiError that it stands for: 'rejected' with Starlink's words for isValid:false, 'shape' when the frame is wrong.
 * Content is undefined for a bare reply. Source: starlink-api.md §4.1.
 */
export function parseEnvelope(json: unknown, answered: AnsweredCall): { readonly content: unknown } | ApiError {
  const parsed = envelopeSchema.safeParse(json);
  if (!parsed.success) return shapeError(parsed.error, answered, 'the envelope');
  if (parsed.data.isValid) return { content: parsed.data.content };
  const words = rejectionText(parsed.data);
  return new ApiError({ ...answered, kind: 'rejected', what: `${answered.host ?? 'Starlink'} says the request is not valid${words === '' ? ' and gives no reason' : `: ${words}`}` });
}

/** A schema mismatch as ApiError: path and what, for the first two issues. */
export function shapeError(error: z.ZodError, answered: AnsweredCall, subject: string): ApiError {
  const issues = error.issues.slice(0, 2).map((issue) => `${issue.path.length === 0 ? 'the whole' : issue.path.map(String).join('.')}: ${issue.message}`);
  const more = error.issues.length > 2 ? ` (+${error.issues.length - 2} more)` : '';
  return new ApiError({ ...answered, kind: 'shape', what: plainExcerpt(`${subject} does not look as documented: ${issues.join('; ')}${more}`, 300) });
}

/** Starlink's own words: every error message with the fields it names; '' when there is none. */
export function rejectionText(envelope: Envelope): string {
  const messages = (envelope.errors ?? []).map(({ memberNames, errorMessage }) => {
    const fields = (memberNames ?? []).join(', ');
    const text = errorMessage ?? '';
    return fields === '' ? text : text === '' ? fields : `${text} (${fields})`;
  });
  return plainExcerpt(messages.filter((text) => text !== '').join('; '), 300);
}
