import type { Result } from '../../base/index.ts'
import type { SourceFault } from '../live/source-port.ts'

/** An answer over HTTP, whatever its status. */
export type HttpAnswer = {
  readonly status: number
  /** A header by its name in small letters. */
  readonly header: (name: string) => string | undefined
  readonly body: string
}

/** The way to a server. Implemented where the network is. */
export interface HttpPort {
  /**
   * Never rejects, follows no redirect, and gives up on a body without an end.
   *
   * @param headers - May hold a key: neither it nor the sentence of a fault may be shown with it.
   */
  get(
    url: string,
    headers: Readonly<Record<string, string>>,
  ): Promise<Result<HttpAnswer, SourceFault>>
}
