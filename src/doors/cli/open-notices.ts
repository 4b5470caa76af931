import {
  type Configuration,
  followDeskNotices,
  NoticeDesk,
  type PaperDesk,
} from '../../app/index.ts'
import { reasonOf } from '../../base/index.ts'
import { secondUs } from '../../domain/index.ts'
import { liveClock, waitFor } from '../../kernel/index.ts'
import { openChannels } from '../notice/open-channels.ts'
import type { CliContext } from './cli-context.ts'

/** The notices of a desk's folder, by the channels of the settings. @throws as `openChannels` */
export function openNotices(
  { deskFolder: folder, note: onNote }: CliContext,
  { values: { notice } }: Configuration,
): NoticeDesk {
  const { platform, env: variables } = process
  const channels = openChannels(notice, liveClock, { platform, variables })
  return new NoticeDesk({ folder, channels, rules: notice, clock: liveClock, onNote })
}

/** Tells of a running desk, and of its end when it cannot go on. */
export class UpNotices {
  readonly #notices: NoticeDesk
  readonly #stop: () => void

  constructor(desk: PaperDesk, notices: NoticeDesk) {
    this.#notices = notices
    this.#stop = followDeskNotices(desk, notices, liveClock)
  }

  /** Tells of it, when `running` ends with an error. */
  async watching(running: Promise<void>): Promise<void> {
    try {
      await running
    } catch (error) {
      this.#notices.tell({ name: 'desk-failed', text: reasonOf(error) })
      throw error
    }
  }

  /** What was told is on its way, which is waited for a few seconds at most. */
  async close(): Promise<void> {
    this.#stop()
    const settled = new AbortController()
    const patience = waitFor(liveClock, 5 * secondUs, settled.signal)
    // A timer that is left would keep the process from ending.
    await Promise.race([this.#notices.settled(), patience])
    settled.abort()
  }
}
