// The kinds of history that are samples of devices, and what identifies a sample of each.

export type DeviceKind = 'telemetry' | 'routers' | 'ip-allocations';

/** The column of the device whose sample it is; with timestamp_ns it identifies the sample. */
export const ownIds: Readonly<Record<DeviceKind, string>> = { telemetry: 'device_id', routers: 'router_id', 'ip-allocations': 'ip_allocation_id' };
