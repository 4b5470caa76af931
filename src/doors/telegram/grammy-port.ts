import type { Api, GrammyError } from 'grammy'
import { plainLine, type Secret } from '../../base/index.ts'
import type { TelegramPort, Told } from './telegram-port.ts'

/** Longest that a call may take beyond what it waits for by itself. Unit: seconds. */
const patienceSeconds = 40

/** Everything is asked for, so that what does nothing is seen, and told of. */
const kinds = [
  'message',
  'edited_message',
  'channel_post',
  'edited_channel_post',
  'business_message',
  'edited_business_message',
  'inline_query',
  'chosen_inline_result',
  'callback_query',
] as const

/** The Bot API over the network. @param url - Root of the server, without a slash at its end. */
export async function grammyPort(token: Secret, url: string): Promise<TelegramPort> {
  const { Api, GrammyError: Refused, InputFile } = await import('grammy')
  const told = <T>(call: () => Promise<T>): Promise<Told<T>> =>
    toldBy(call, (error) => (error instanceof Refused ? error : undefined))
  const api = new Api(token.reveal(), { apiRoot: url, timeoutSeconds: patienceSeconds })
  const quiet = { is_disabled: true } as const
  return {
    updates: (offset, timeout, signal) =>
      told(async () => {
        const asked = { offset, timeout, limit: 100, allowed_updates: kinds }
        const found: unknown = await api.getUpdates(asked, asGrammy(signal))
        if (!Array.isArray(found)) throw new TypeError('no list of updates')
        return found
      }),
    message: (chat, html) =>
      told(async () => {
        await api.sendMessage(chat, html, { parse_mode: 'HTML', link_preview_options: quiet })
        return undefined
      }),
    photo: (chat, png, caption) =>
      told(async () => {
        const file = new InputFile(png, 'chart.png')
        await api.sendPhoto(chat, file, { caption, parse_mode: 'HTML' })
        return undefined
      }),
  }
}

/** The library wants the signal of a package of its own, of the same shape but for its types. */
type GrammySignal = NonNullable<Parameters<Api['getMe']>[0]>

function asGrammy(signal: AbortSignal): GrammySignal {
  return signal as unknown as GrammySignal
}

async function toldBy<T>(
  call: () => Promise<T>,
  refused: (error: unknown) => GrammyError | undefined,
): Promise<Told<T>> {
  try {
    return { ok: true, value: await call() }
  } catch (error) {
    const refusal = refused(error)
    if (refusal !== undefined) return refusalOf(refusal)
    // Words of the network may have the address in them, and with it the token.
    return {
      ok: false,
      waitUs: 0,
      kind: 'passing',
      why: 'Telegram gave no answer that can be read',
    }
  }
}

function refusalOf({ error_code: code, description, parameters }: GrammyError): Told<never> {
  const after: unknown = parameters?.retry_after
  const isTime = typeof after === 'number' && after > 0 && after <= 86_400
  const waitUs = isTime ? after * 1_000_000 : 0
  const why = `Telegram answered ${code}: ${plainLine(description, 120)}`
  if (code === 401 || code === 404) return { ok: false, waitUs, kind: 'token', why }
  if (code === 409) return { ok: false, waitUs, kind: 'conflict', why }
  const isPassing = code === 429 || code >= 500
  return { ok: false, waitUs, kind: isPassing ? 'passing' : 'final', why }
}
