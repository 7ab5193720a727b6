// Request bodies: a JSON object with known fields only, as the service demands.

/** The fields, or a sentence that says what is wrong. No body at all is an object without fields. */
export function parseJsonObject(body: string, known: readonly string[]): Record<string, unknown> | string {
  if (body.trim() === '') return {};
  let value: unknown;
  try {
    value = JSON.parse(body);
  } catch {
    return 'The request body is not valid JSON.';
  }
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return 'The request body must be a JSON object.';
  const fields: Record<string, unknown> = { ...value };
  const stray = Object.keys(fields).find((name) => !known.includes(name));
  return stray === undefined ? fields : `The JSON property '${stray}' could not be mapped to any member of the request.`;
}
