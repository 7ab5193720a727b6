// GET /products: what the account can buy.
import { answerPage, type ApiAnswer } from './envelope.ts';
import type { ManagementRequest } from './management-request.ts';
import { buildPlans, type DataProduct, type Plan } from './plans.ts';

export function answerProducts({ account, url, paging }: ManagementRequest): ApiAnswer {
  return answerPage(buildPlans(account.theme), url, buildProduct, paging);
}

function buildProduct(plan: Plan): object {
  const dataProduct = (product: DataProduct): object => ({
    productId: product.productId, price: product.price, isoCurrencyCode: plan.currency, dataAmount: product.dataAmountGB, dataUnit: 'GB',
  });
  return {
    productReferenceId: plan.productReferenceId,
    name: plan.name,
    price: plan.price,
    isoCurrencyCode: plan.currency,
    isSla: plan.isSla,
    maxNumberOfUserTerminals: plan.maxTerminals,
    dataProducts: plan.topUp === null ? null : { topUpProduct: dataProduct(plan.topUp), dataBlockProducts: plan.blocks.map(dataProduct) },
  };
}
