// Addresses: the list, one, and writing them.
import type { Address } from './account-papers.ts';
import { answer, answerPage, refusal, type ApiAnswer } from './envelope.ts';
import type { ManagementRequest } from './management-request.ts';
import { anyText, decimal, list, optional, parseRequest, text } from './request-fields.ts';
import { buildUuid } from './names.ts';

const uuid = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;

export function answerAddresses({ account, world, url, paging }: ManagementRequest): ApiAnswer {
  const ids = url.searchParams.getAll('addressIds');
  const metadata = url.searchParams.get('metadata');
  if (ids.some((id) => !uuid.test(id))) return refusal(400, 'An address id is a UUID.', ['addressIds']);
  const found = [...world.papers(account).addresses.values()].filter((address) =>
    (ids.length === 0 || ids.includes(address.addressReferenceId)) && (metadata === null || address.metadata === metadata));
  return answerPage(found, url, (address) => address, paging);
}

export function answerAddress(request: ManagementRequest): ApiAnswer {
  return withAddress(request, (address) => answer(address));
}

const addressFields = {
  addressLines: list(anyText), formattedAddress: text, latitude: decimal, longitude: decimal,
  locality: optional(anyText), administrativeArea: optional(anyText), region: optional(anyText), postalCode: optional(anyText), metadata: optional(anyText),
  // Deprecated: taken and ignored.
  administrativeAreaCode: optional(anyText), regionCode: optional(anyText),
};

export function answerCreateAddress(request: ManagementRequest): ApiAnswer {
  const { account, world } = request;
  const { addresses } = world.papers(account);
  const written = write(request, buildUuid(addresses.size + account.index, 0xadd4), { administrativeAreaCode: '', regionCode: account.regionCode });
  return written.status === 200 ? { ...written, status: 201 } : written;
}

export function answerUpdateAddress(request: ManagementRequest): ApiAnswer {
  return withAddress(request, (address) => write(request, address.addressReferenceId, address));
}

function write({ account, world, body }: ManagementRequest, addressReferenceId: string, codes: Pick<Address, 'administrativeAreaCode' | 'regionCode'>): ApiAnswer {
  const parsed = parseRequest(body, addressFields);
  if ('refused' in parsed) return parsed.refused;
  const { fields } = parsed;
  if (Math.abs(fields.latitude) > 90 || Math.abs(fields.longitude) > 180) return refusal(422, 'The location is not on earth.', ['latitude', 'longitude']);
  const address = {
    ...fields, addressReferenceId, postalCode: fields.postalCode ?? '', administrativeAreaCode: codes.administrativeAreaCode, regionCode: codes.regionCode,
  };
  world.papers(account).addresses.set(addressReferenceId, address);
  return answer(address);
}

function withAddress({ account, world, params }: ManagementRequest, then: (address: Address) => ApiAnswer): ApiAnswer {
  const id = params['addressReferenceId'] ?? '';
  if (!uuid.test(id)) return refusal(400, 'An address id is a UUID.', ['addressReferenceId']);
  const address = world.papers(account).addresses.get(id);
  return address === undefined ? refusal(422, 'The address was not found on this account.', ['addressReferenceId']) : then(address);
}
