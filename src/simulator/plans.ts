// The plans an account can buy, as GET /products lists them.
import type { AccountTheme } from './account-themes.ts';

export interface DataProduct {
  readonly productId: string;
  readonly price: number;
  readonly dataAmountGB: number;
}

export interface Plan {
  readonly productReferenceId: string;
  readonly name: string;
  readonly price: number;
  readonly currency: string;
  readonly isSla: boolean;
  /** null = as many as wanted. */
  readonly maxTerminals: number | null;
  /** Priority data in a cycle; 0 = restricted: all of it is standard data. */
  readonly usageLimitGB: number;
  readonly mobile: boolean;
  /** null on plans that cannot be topped up. */
  readonly topUp: DataProduct | null;
  /** Empty on plans without data blocks. */
  readonly blocks: readonly DataProduct[];
  /** What priority data beyond the limit costs those who opted in; null on restricted plans. */
  readonly overage: { readonly productId: string; readonly pricePerGB: number } | null;
}

const list = [
  { slug: 'global-priority-50gb', name: 'Global Priority - 50GB', price: 250, limit: 50, mobile: true, blocks: true, max: 1 },
  { slug: 'global-priority-1tb', name: 'Global Priority - 1TB', price: 1150, limit: 1000, mobile: true, blocks: true, max: 2 },
  { slug: 'global-priority-5tb', name: 'Global Priority - 5TB', price: 4950, limit: 5000, mobile: true, blocks: true, max: 2 },
  { slug: 'local-priority-50gb', name: 'Local Priority - 50GB', price: 65, limit: 50, mobile: true, blocks: true, max: 1 },
  { slug: 'local-priority-500gb', name: 'Local Priority - 500GB', price: 165, limit: 500, mobile: false, blocks: true, max: null },
  { slug: 'impact-plan', name: 'Impact Plan', price: 80, limit: 0, mobile: false, blocks: false, max: 1 },
] as const;

/** In list order: the first four are mobile plans, the last has no data blocks at all. */
export function buildPlans(theme: AccountTheme): Plan[] {
  const region = theme.regionCode.toLowerCase();
  const currency = theme.currency.toLowerCase();
  const money = (euro: number): number => Math.round(euro * theme.priceFactor * 100) / 100;
  return list.map((plan) => ({
    productReferenceId: `${region}-enterprise-${plan.slug}-${currency}`,
    name: plan.name,
    price: money(plan.price),
    currency: theme.currency,
    isSla: plan.slug === 'global-priority-1tb' || plan.slug === 'global-priority-5tb',
    maxTerminals: plan.max,
    usageLimitGB: plan.limit,
    mobile: plan.mobile,
    topUp: plan.blocks ? { productId: `${region}-top-up-50gb-${currency}`, price: money(50), dataAmountGB: 50 } : null,
    blocks: plan.blocks
      ? [
          { productId: `${region}-block-50gb-${currency}`, price: money(45), dataAmountGB: 50 },
          { productId: `${region}-block-500gb-${currency}`, price: money(300), dataAmountGB: 500 },
        ]
      : [],
    overage: plan.limit > 0 ? { productId: `${region}-overage-gb-${currency}`, pricePerGB: money(plan.slug.startsWith('global') ? 2 : 1) } : null,
  }));
}
