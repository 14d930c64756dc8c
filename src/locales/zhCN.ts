import { createFormat } from './format.ts'
import type { Messages } from './messages.ts'

const format = createFormat('zh-CN')

/** Simplified Chinese words. */
export const zhCN: Messages = {
  format,
  answer: {
    label: '回答',
    empty: '没有返回任何内容。',
    earlierNotes: (count) => `之前还有 ${format.number(count)} 条`,
    unreadable: (count) => `回答中有 ${format.number(count)} 处内容无法读取`,
  },
  actions: {
    stop: '停止',
    pause: '暂停',
    pauseDisplay: '暂停显示，回答仍在后台接收',
    resume: '继续',
    retry: '重试',
    retryNow: '立即重试',
    askAgain: '重新回答',
    showMore: '展开',
    showLess: '收起',
  },
  status: {
    idle: '就绪',
    connecting: '正在连接…',
    streaming: '正在处理…',
    paused: '已暂停',
    reconnecting: '正在重新连接…',
    complete: '已完成',
    flawed: '已完成，但有问题',
    stalled: '服务器无响应…',
    cancelled: '已停止',
    interrupted: '已中断',
    failed: '失败',
  },
  connection: {
    queued: '正在排队…',
    offline: '离线，等待网络…',
    resuming: '正在续传…',
    nextTry: (attempt, wait) => `${wait}后进行第 ${format.number(attempt)} 次尝试`,
    attempt: (attempt) => `第 ${format.number(attempt)} 次尝试`,
    attempts: (count) => `共尝试 ${format.number(count)} 次`,
    behind: (id) => `从事件 ${id} 之后继续`,
    silent: (time) => `已有${time}没有数据`,
    firstToken: (time) => `首字用时 ${time}`,
    missing: (count) => `缺少 ${format.number(count)} 个事件`,
    buffered: '内容一次性到达，途中可能有缓冲',
  },
  phase: {
    thinking: '正在思考…',
    callingTool: (name) => (name === undefined ? '正在调用工具…' : `正在调用 ${name}…`),
    answering: '正在回答…',
  },
  steps: {
    label: '步骤',
    unnamed: (number) => `步骤 ${format.number(number)}`,
    progress: (done, total) => `${format.number(done)} / ${format.number(total)}`,
  },
  stepStatus: {
    running: '进行中',
    ok: '已完成',
    error: '失败',
    skipped: '已跳过',
    paused: '已暂停',
  },
  results: {
    found: (count) => `${format.number(count)} 条结果`,
    none: '没有找到相关结果。',
    cited: '参考来源',
    untitled: '无标题',
    score: '相关度',
    source: '来源',
  },
  // The names that are common on the wire.
  fields: {
    alarm_code: '报警代码',
    alarm_message: '报警信息',
    author: '作者',
    category: '类别',
    chapter: '章节',
    code: '代码',
    created_at: '创建时间',
    date: '日期',
    department: '部门',
    description: '说明',
    equipment: '设备',
    file_name: '文件名',
    language: '语言',
    page: '页码',
    section: '章节',
    severity: '严重程度',
    solution: '处理方法',
    status: '状态',
    tags: '标签',
    updated_at: '更新时间',
    version: '版本',
  },
  images: {
    alt: (title, number, total) => {
      const which = total === 1 ? '图片' : `图片 ${number}/${total}`
      return title === undefined ? which : `${which}：${title}`
    },
    load: (host) => `从 ${host} 加载图片`,
    blocked: '图片地址不在允许范围内，未加载。',
    failed: '图片加载失败。',
    open: (alt) => `查看大图：${alt}`,
  },
  reasoning: {
    label: '思考过程',
    running: '正在思考…',
  },
  tools: {
    unnamed: '工具',
    input: '输入',
    output: '输出',
    error: '错误',
  },
  toolStatus: {
    input: '准备中',
    running: '运行中',
    ok: '已完成',
    error: '失败',
    'awaiting-approval': '等待批准',
    unfinished: '未完成',
  },
  interrupts: {
    approval: '需要您批准后才能继续。',
    input: '需要您补充信息后才能继续。',
    pause: '运行已暂停。',
  },
  progress: {
    label: '进度',
  },
  markdown: {
    image: '图片',
    loadImage: '加载图片',
    imageBlocked: '图片未显示',
    imageFailed: '图片加载失败',
    copyCode: '复制',
    codeCopied: '已复制',
    table: '表格',
    taskDone: '已完成',
    taskOpen: '未完成',
    limited: '部分内容嵌套过深或过大，已按纯文本显示。',
  },
  errors: {
    network: {
      title: '无法连接到服务器。',
      advice: '请检查网络连接和服务是否正常运行，然后重试。',
    },
    offline: {
      title: '当前处于离线状态。',
      advice: '网络恢复后请重试。',
    },
    timeout: {
      title: '服务器响应超时。',
      advice: '服务可能繁忙，请稍候重试。',
    },
    'content-type': {
      title: '服务器返回的不是数据流。',
      advice: '登录状态可能已失效，请重新登录，或检查服务地址。',
    },
    protocol: {
      title: '无法读取返回的内容。',
      advice: '请重试。若问题依旧，请联系服务管理员。',
    },
    limit: {
      title: '回答过长，已被截断。',
      advice: '已收到的内容会保留，请缩小提问范围。',
    },
    server: {
      title: '服务报告了一个问题。',
      advice: '请重试，或换一种方式提问。',
    },
    interrupted: {
      title: '回答中途中断。',
      advice: '连接提前结束，已收到的内容会保留。可重试以获取完整回答。',
    },
    partial: {
      title: '有一部分处理失败。',
      advice: '其余内容照常显示。',
    },
    details: '技术详情',
  },
  httpErrors: {
    400: {
      title: '服务器未接受该提问。',
      advice: '请检查输入内容后重试。',
    },
    401: {
      title: '您尚未登录。',
      advice: '请登录后重试。',
    },
    403: {
      title: '您没有访问此服务的权限。',
      advice: '请联系服务管理员开通权限。',
    },
    404: {
      title: '该地址上没有此服务。',
      advice: '请检查地址，或联系服务管理员。',
    },
    408: {
      title: '服务器响应超时。',
      advice: '服务可能繁忙，请稍候重试。',
    },
    413: {
      title: '提问内容过大。',
      advice: '请精简内容或去掉附件后重试。',
    },
    429: {
      title: '提问过于频繁。',
      advice: '请稍等一分钟后重试。',
    },
    '4xx': {
      title: '服务器拒绝了该提问。',
      advice: '请重试。若问题依旧，请联系服务管理员。',
    },
    '5xx': {
      title: '服务器内部出错。',
      advice: '您的提问没有问题，请稍后重试。',
    },
  },
}
