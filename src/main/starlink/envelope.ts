// The frame around every Management reply: {content, errors, warnings, information, isValid}. A 2xx with isValid:false is a failure.
import { z } from 'zod';
import { ApiError } from './api-error.ts';
import { plainExcerpt } from './plain-excerpt.ts';

/** Some describe it with `message` and `propertyName`, some send the text alone. */
const validationResult = z.union([
  z.string().transform((text) => ({ memberNames: null, errorMessage: text })),
  z.object({ memberNames: z.array(z.string()).nullish().catch(null), errorMessage: z.string().nullish().catch(null), message: z.string().nullish().catch(null) })
    .transform(({ memberNames, errorMessage, message }) => ({ memberNames: memberNames ?? null, errorMessage: errorMessage ?? message ?? null })),
]);

/** Of the frame's own fields none is required (starlink-api.md §4.1, OpenAPI), `content` is absent on bare replies, and the lists may be null: what they hold must not cost us the content. */
const frameSchema = z.object({
  content: z.unknown().optional(),
  errors: z.array(validationResult.nullable().catch(null)).nullish().catch(null),
  isValid: z.boolean().nullish(),
});

/** A reply without `isValid` is judged by what it brings: content or errors. */
export const envelopeSchema = frameSchema.transform(({ content, errors, isValid }, context) => {
  const failures = (errors ?? []).filter((error) => error !== null);
  const judged = isValid ?? (failures.length > 0 ? false : content === undefined || content === null ? null : true);
  if (judged === null) context.addIssue({ code: 'custom', path: ['isValid'], message: 'neither isValid nor content nor errors' });
  return { content, errors: failures, isValid: judged ?? false };
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
  const messages = envelope.errors.map(({ memberNames, errorMessage }) => {
    const fields = (memberNames ?? []).join(', ');
    const text = errorMessage ?? '';
    return fields === '' ? text : text === '' ? fields : `${text} (${fields})`;
  });
  return plainExcerpt(messages.filter((text) => text !== '').join('; '), 300);
}
