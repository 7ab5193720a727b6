// The names that may cross the bridge. Apart from the contract, so that the preload script carries no schema library.

export const commandNames = [
  'console:state', 'status:get', 'settings:set', 'table:watch', 'table:unwatch', 'table:relatedCounts',
  'credential:list', 'credential:test', 'credential:save', 'credential:remove',
  'account:setPolling', 'demo:enable', 'terminalWindow:open', 'dve:setCreation', 'dve:delete',
  'history:query', 'history:cancel', 'history:export', 'history:cancelExport', 'history:coverage',
  'storage:get', 'backup:write', 'backup:check', 'backup:restore', 'backup:cancel', 'backup:takePageMemory',
  'exchange:watch', 'exchange:page', 'exchange:details', 'exchange:find', 'exchange:clear', 'exchange:saveHar',
  'log:watch', 'log:recent', 'log:file', 'log:save',
  'view:save', 'view:open',
  'export:begin', 'export:append', 'export:finish', 'export:cancel', 'clipboard:write',
] as const;
export type CommandName = (typeof commandNames)[number];

export const eventNames = ['console:changed', 'status:changed', 'credentials:changed', 'table:delta', 'exchange:news', 'log:lines', 'history:exportProgress', 'storage:changed', 'backup:progress'] as const;
export type EventName = (typeof eventNames)[number];

/** The channel that carries every command. */
export const INVOKE_CHANNEL = 'groundtrack:invoke';
/** The channel that carries every event. */
export const EVENT_CHANNEL = 'groundtrack:event';
