import { jsonObject, jsonText } from './kraken-json.ts'
import { krakenIso } from './kraken-time.ts'

/** What a message of a client is answered about. */
export type StreamAsk = {
  readonly method: string
  /** The client's own number for its message. */
  readonly reqId: number | undefined
  /** When the message came in. */
  readonly ts: number
}

/** @param parts - JSON by name. */
export function streamReply(
  { method, reqId, ts }: StreamAsk,
  parts: Readonly<Record<string, string | undefined>>,
): string {
  const time = jsonText(krakenIso(ts))
  return jsonObject({
    method: jsonText(method),
    ...(reqId === undefined ? {} : { req_id: String(reqId) }),
    ...parts,
    time_in: time,
    time_out: time,
  })
}

export function streamSuccess(ask: StreamAsk, result: string): string {
  return streamReply(ask, { result, success: 'true' })
}

export function streamFailure(
  ask: StreamAsk,
  error: string,
  parts: Readonly<Record<string, string | undefined>> = {},
): string {
  return streamReply(ask, { error: jsonText(error), success: 'false', ...parts })
}
