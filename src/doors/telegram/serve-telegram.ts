import {
  askAboutDesk,
  type Configuration,
  type DeskControl,
  type DeskFeed,
  acknowledgeNotice,
  listNotices,
  type NoticeChannel,
  type NoticeRow,
  openTelegramSetup,
  readStrategies,
  RecordsBeside,
  TelegramMemory,
} from '../../app/index.ts'
import type { Clock } from '../../kernel/index.ts'
import { deskReplies, timeText } from './desk-replies.ts'
import { grammyPort } from './grammy-port.ts'
import { type SlowReplies, TelegramBot } from './telegram-bot.ts'
import { TelegramNotices } from './telegram-notices.ts'

export type TelegramNeeds = {
  readonly folder: string
  readonly values: Pick<Configuration['values'], 'telegram' | 'model'>
  readonly feed: DeskFeed
  readonly control: DeskControl
  readonly clock: Clock
  readonly onNote: (line: string) => void
}

/**
 * Starts the bot that the settings name.
 *
 * @returns A channel for notices, and a way to stop; `undefined` where they name none.
 * @throws UserError `telegram-settings`, `telegram-in-use`, `key-file`
 */
export async function serveTelegram(
  needs: TelegramNeeds,
): Promise<{ readonly channel: NoticeChannel; readonly stop: () => Promise<void> } | undefined> {
  const { values, folder, feed, control, clock, onNote } = needs
  const setup = openTelegramSetup(values.telegram)
  if (setup === undefined) return undefined
  const { settings, token, release } = setup
  const port = await grammyPort(token, settings.url)
  const memory = new TelegramMemory(folder)
  const records = new RecordsBeside({ folder, sources: '' }, clock)
  const around = { feed, control, clock, memory }
  const bot = new TelegramBot({
    ...around,
    port,
    guests: settings,
    slow: slowReplies(needs, records),
    onNote,
  })
  const { quietHours, digestHour } = settings
  const tell: TelegramBot['tell'] = (reply) => bot.tell(reply)
  const notices = new TelegramNotices({ feed, clock, memory, tell, quietHours, digestHour })
  return {
    channel: notices,
    stop: async () => {
      notices.stop()
      await bot.stop()
      await records.stop()
      release()
    },
  }
}

/** Longest that is told of a question and its reply. Unit: units of UTF-16. */
const thoughtMax = 6_000

function slowReplies(
  { folder, values, feed, control, clock }: TelegramNeeds,
  records: RecordsBeside,
): SlowReplies {
  return {
    strategy: async () => {
      const known = readStrategies(folder)?.book.versions ?? []
      const { hibernating = [] } = control.state
      const kept = known.slice(-15).map(({ id, state }) => `${id.slice(0, 12)}  ${state}`)
      const asleep = hibernating.map((of) => `hibernates: ${of.scope} ${of.subject}, ${of.name}`)
      const agents = `agents: ${feed.snapshot().desk.agents.join(', ')}`
      return {
        title: 'Strategy',
        lines: [agents, ...(kept.length === 0 ? ['no version is kept'] : kept), ...asleep],
      }
    },
    ...thoughtReplies(records),
    alerts: async () => {
      const { rows } = listNotices(folder, clock.now())
      const lines = rows.slice(-15).toReversed().map(noticeLine)
      return { title: 'Alerts', lines: lines.length === 0 ? ['none'] : lines }
    },
    ack: async (words, user) => {
      const id = words.toLowerCase()
      if (!/^[0-9a-f]{12}$/.test(id))
        return { title: 'Seen', lines: ['/ack ID; /alerts lists them'] }
      const { title } = acknowledgeNotice(folder, id, `telegram ${user}`, clock.now())
      return { title: 'Seen', lines: [title, 'the same is not told again for a day'] }
    },
    ask: async (question) => {
      if (question === '') return { title: 'Ask', lines: ['/ask QUESTION'] }
      const snapshot = feed.snapshot()
      const shown = ['status', 'positions', 'report', 'risk', 'decisions']
      const facts = shown.flatMap((name) => deskReplies[name]?.(snapshot, '').lines ?? [])
      const day = new Date(clock.now() / 1_000).toISOString().slice(0, 10)
      const said = await askAboutDesk(
        { question, facts, day },
        { model: values.model, folder, clock },
      )
      return {
        title: 'The model says',
        lines: [said, '(words of a model, which can change nothing)'],
      }
    },
  }
}

/** What models were asked and said, read beside the desk. */
function thoughtReplies(records: RecordsBeside): SlowReplies {
  return {
    thoughts: async () => {
      const { rows } = await records.ask('thoughts', { limit: 15 })
      const lines = rows.map(({ id, t, purpose, outcome }) => {
        return `${id}  ${timeText(t)}  ${purpose}, ${outcome}`
      })
      return { title: 'Thoughts', lines: lines.length === 0 ? ['no model was asked yet'] : lines }
    },
    thought: async (id) => {
      const told = await records.ask('thought', { id })
      if (told === undefined)
        return { title: 'Thought', lines: [`there is no thought '${id}'; /thoughts lists them`] }
      const lines = [
        `asked: ${told.prompt.slice(0, 1_500)}`,
        `said: ${told.reply.slice(0, thoughtMax)}`,
      ]
      return { title: `Thought ${id}`, lines }
    },
  }
}

function noticeLine({ id, ts, title, text, acknowledgedBy: by }: NoticeRow): string {
  return `${id}  ${timeText(ts / 1_000)}  ${title}: ${text}${by === undefined ? '' : ` (seen by ${by})`}`
}
