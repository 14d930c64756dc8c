import type { FaultKind } from '../../shared/faultRule.ts'
import type { FaultWords } from './faultWords.ts'

const seconds = (ms: number): string => `${(ms / 1000).toFixed(1)} 秒`
const kinds: FaultWords['kinds'] = {
  status: '返回状态码',
  busy: '429 与 Retry-After',
  type: '内容类型错误',
  bom: '开头有 BOM',
  'line-ends': '换行符不同',
  buffer: '代理缓冲',
  slow: '逐帧变慢',
  split: '切在字符中间',
  malformed: '坏帧',
  replay: '重发已发的帧',
  hang: '停住不动',
  end: '提前正常结束',
  reset: '连接中断',
}

const milliseconds = (value: string): string => (value === '0' ? '一直' : `${value} 毫秒`)
const amounts: Readonly<Partial<Record<FaultKind, (value: string) => string>>> = {
  busy: (value) => `${value} 秒`,
  buffer: (value) => (value === '0' ? '直到结束' : `${value} 字节`),
  slow: milliseconds,
  split: (value) => `${value} 毫秒`,
  replay: (value) => `${value} 帧`,
  hang: milliseconds,
}

export const faultWordsZh: FaultWords = {
  title: '组合故障',
  add: '添加故障',
  remove: '移除此故障',
  kind: '故障',
  kinds,
  values: {
    status: '状态码',
    busy: '秒数',
    type: '类型',
    'line-ends': '换行符',
    buffer: '字节，0 为全部',
    slow: '延迟毫秒',
    split: '停顿毫秒',
    replay: '帧数',
    hang: '毫秒，0 为一直',
  },
  words: {
    html: 'text/html',
    plain: 'text/plain',
    json: 'application/json',
    pdf: 'application/pdf',
    crlf: 'CRLF',
    cr: 'CR',
  },
  after: '之后',
  unit: '单位',
  units: { frames: '帧', bytes: '字节', ms: '毫秒' },
  tries: '请求',
  everyTry: '每次',
  firstTries: (count) => (count === 1 ? '仅第一次' : `前 ${count} 次`),
  recovery: '应用如何应对',
  recoveries: { default: '等用户', retry: '重新发送', resume: '断点续传' },
  recoveryHints: {
    default: '默认：POST 不会自动发送第二次。',
    retry: 'idempotent：被拒绝或没有响应的请求会再发一次。',
    resume: '每一帧都有编号，断开后带 Last-Event-ID 从最后一帧之后继续。',
  },
  run: '过程',
  told: {
    sent: ({ attempt, lastEventId }) =>
      `第 ${attempt} 次请求${lastEventId ? `，从事件 ${lastEventId} 之后继续` : ''}`,
    answered: ({ status, contentType }) => `${status} ${contentType.split(';')[0]}`,
    refused: ({ kind, status }) => (status ? `被拒绝：HTTP ${status}` : `被拒绝：${kind}`),
    closed: ({ bytes }) => `正文结束，共 ${bytes.toLocaleString('zh-CN')} B`,
    waiting: ({ ms }) => `等待 ${seconds(ms)}后再次请求`,
    silent: () => '没有数据，已提示停滞',
    buffered: () => '数据一次到达，疑似代理缓冲',
    missing: ({ count }) => `缺少 ${count} 个有编号的事件`,
    fault: ({ note: { kind, value } }) =>
      [kinds[kind], ...(value === '' ? [] : [amounts[kind]?.(value) ?? value])].join(' · '),
    ended: ({ status, kind, isResumable }) =>
      `结局 ${status}${kind ? ` · ${kind}` : ''}${isResumable ? ' · 可续传' : ''}`,
  },
  where: ({ frame, byte }) =>
    byte === 0 ? '正文之前' : `第 ${frame} 帧之后 · 第 ${byte.toLocaleString('zh-CN')} 字节`,
}
