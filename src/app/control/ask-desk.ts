import { connect } from 'node:net'
import { type Clock, liveClock } from '../../kernel/index.ts'
import { withSocketPath } from './control-place.ts'
import { answerBytesMax, type ControlMessage, parseControlAnswer } from './control-message.ts'
import type { ControlAnswer, ControlRequest } from './control-request.ts'
import { personHere } from './person-here.ts'

/** `absent`: nobody listens. `silent`: somebody does, and does not answer in time. */
export type DeskReply =
  | { readonly kind: 'answer'; readonly answer: ControlAnswer }
  | { readonly kind: 'absent' }
  | { readonly kind: 'silent' }

/**
 * Asks the running desk of a folder, once.
 *
 * @param waitUs - Longest to wait for the answer.
 */
function askDesk(
  desk: string,
  message: ControlMessage,
  { clock, waitUs }: { readonly clock: Clock; readonly waitUs: number },
): Promise<DeskReply> {
  return withSocketPath(
    desk,
    (path) =>
      new Promise<DeskReply>((resolve) => {
        const socket = connect(path)
        let text = ''
        const end = (reply: DeskReply): void => {
          cancel()
          socket.destroy()
          resolve(reply)
        }
        const cancel = clock.after(waitUs, () => end({ kind: 'silent' }))
        socket.setEncoding('utf8')
        socket.on('connect', () => socket.write(`${JSON.stringify(message)}\n`))
        socket.on('error', (error) => end({ kind: isAbsent(error) ? 'absent' : 'silent' }))
        socket.on('data', (piece: string) => {
          text += piece
          if (text.length > answerBytesMax) end({ kind: 'silent' })
        })
        socket.on('end', () => end(replyOf(text)))
      }),
  )
}

/** Longest that a command waits for a desk. Unit: us. */
const waitUs = 2_000_000

/** Asks the running desk of a folder as whoever runs this process. */
export function askControl(
  desk: string,
  request: ControlRequest,
  here: Omit<ControlMessage, 'request'> = personHere(),
): Promise<DeskReply> {
  return askDesk(desk, { request, ...here }, { clock: liveClock, waitUs })
}

/** There is no socket, or nobody behind it: the desk has ended, or has not begun to listen. */
function isAbsent(error: Error): boolean {
  return 'code' in error && (error.code === 'ENOENT' || error.code === 'ECONNREFUSED')
}

function replyOf(text: string): DeskReply {
  const answer = parseControlAnswer(text)
  return answer === undefined ? { kind: 'silent' } : { kind: 'answer', answer }
}
