import type { DeskServer, DeskServerOptions } from './create-desk-server.ts'

/** `createDeskServer`, loaded when it is wanted: a command without a page does not pay for it. */
export async function serveDesk(options: DeskServerOptions): Promise<DeskServer> {
  const { createDeskServer } = await import('./create-desk-server.ts')
  return createDeskServer(options)
}
