// Contacts: the people on the account.
import type { Contact } from './account-papers.ts';
import { answer, answerPage, done, refusal, type ApiAnswer } from './envelope.ts';
import type { ManagementRequest } from './management-request.ts';
import { buildUuid } from './names.ts';
import { list, optional, parseRequest, text } from './request-fields.ts';

export function answerContacts({ account, world, url, paging }: ManagementRequest): ApiAnswer {
  return answerPage([...world.papers(account).contacts.values()], url, (contact) => contact, paging);
}

export function answerCreateContact({ account, world, body }: ManagementRequest): ApiAnswer {
  const parsed = parseRequest(body, { firstName: text, lastName: text, email: text, phoneNumber: text, locale: text, roles: list(text) });
  if ('refused' in parsed) return parsed.refused;
  const { email, roles } = parsed.fields;
  const { contacts } = world.papers(account);
  if (!email.includes('@')) return refusal(422, 'The email address is not valid.', ['email']);
  const known = [...contacts.values()].find((contact) => contact.email === email);
  const contact = known ?? { subjectId: buildUuid(contacts.size, 0xc1), email, roles };
  contacts.set(contact.subjectId, contact);
  return answer(contact);
}

export function answerUpdateContact(request: ManagementRequest): ApiAnswer {
  const parsed = parseRequest(request.body, { roles: optional(list(text)), phoneNumber: optional(text) });
  if ('refused' in parsed) return parsed.refused;
  return withContact(request, (contact) => {
    const next = { ...contact, roles: parsed.fields.roles ?? contact.roles };
    request.world.papers(request.account).contacts.set(contact.subjectId, next);
    return answer(next);
  });
}

export function answerDeleteContact(request: ManagementRequest): ApiAnswer {
  return withContact(request, (contact) => {
    request.world.papers(request.account).contacts.delete(contact.subjectId);
    return done;
  });
}

function withContact({ account, world, params }: ManagementRequest, then: (contact: Contact) => ApiAnswer): ApiAnswer {
  const contact = world.papers(account).contacts.get(params['subjectId'] ?? '');
  return contact === undefined ? refusal(422, 'The contact was not found on this account.', ['subjectId']) : then(contact);
}
