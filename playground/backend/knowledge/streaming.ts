import type { Language } from '../../shared/scenario.ts'

/** A document as LangChain's retriever gives it, dumped by the server. */
export interface Document {
  readonly page_content: string
  readonly metadata: Readonly<Record<string, unknown>>
}

interface Lesson {
  readonly documents: readonly Document[]
  readonly answer: string
  /** What the server's exception says when the model's connection breaks. */
  readonly failure: string
}

const SPECIFICATION = 'https://html.spec.whatwg.org/multipage/server-sent-events.html'
const WEB_SOCKET = 'https://websockets.spec.whatwg.org/'

const EXAMPLE = `\`\`\`python
@app.post("/stream")
async def stream(question: str):
    async def generate():
        async for chunk in llm.astream(question):
            if chunk.content:
                yield f"data: {chunk.content}\\n\\n"
    return StreamingResponse(generate(), media_type="text/event-stream")
\`\`\``

/** What the LangChain server knows: how a stream gets from a server to a browser. */
export const lessons: Readonly<Record<Language, Lesson>> = {
  'zh-CN': {
    documents: [
      {
        page_content:
          'SSE 建立在普通 HTTP 之上，服务端单向推送，每条消息由 data 行和一个空行组成，浏览器会自动重连。',
        metadata: { source: 'sse.md', title: 'SSE 协议', url: SPECIFICATION, score: 0.91 },
      },
      {
        page_content:
          'WebSocket 是独立协议，双向通信，适合协同编辑和游戏，重连与心跳需要自己实现。',
        metadata: { source: 'websocket.md', title: 'WebSocket', url: WEB_SOCKET, score: 0.84 },
      },
      {
        page_content:
          '服务端给每条消息写 id，客户端断线以后用 Last-Event-ID 请求头说明收到哪里，服务端从下一条继续。',
        metadata: { source: 'resume.md', title: '断点续传', score: 0.77 },
      },
    ],
    answer: `模型的输出只有一个方向：服务端 → 浏览器。所以**默认选 SSE**，只有客户端也要持续发消息时才用 WebSocket。

| 特性 | SSE | WebSocket |
| --- | --- | --- |
| 方向 | 单向 | 双向 |
| 协议 | HTTP | 独立协议 |
| 重连 | 浏览器自动 | 自己实现 |
| 代理与鉴权 | 沿用 HTTP | 需要单独处理 |

在 FastAPI 里只要一个异步生成器：

${EXAMPLE}

断线以后，\`EventSource\` 会带上 \`Last-Event-ID\` 重新连接：

1. 服务端为每条消息写 \`id: n\`
2. 客户端记住最后一个 id
3. 服务端从 *n + 1* 继续发送

> 提示：生成类接口不是幂等的，没有 id 时不要自动重发问题。`,
    failure: "RuntimeError('peer closed connection without sending complete message body')",
  },
  en: {
    documents: [
      {
        page_content:
          'SSE rides on plain HTTP. The server pushes; a message is a data line and a blank line, and the browser reconnects by itself.',
        metadata: {
          source: 'sse.md',
          title: 'Server-sent events',
          url: SPECIFICATION,
          score: 0.91,
        },
      },
      {
        page_content:
          'WebSocket is a protocol of its own, two-way, made for shared editing and games. Reconnecting and heartbeats are up to you.',
        metadata: { source: 'websocket.md', title: 'WebSocket', url: WEB_SOCKET, score: 0.84 },
      },
      {
        page_content:
          'The server numbers its messages; after a drop the client names the last one in Last-Event-ID and the server goes on from there.',
        metadata: { source: 'resume.md', title: 'Resuming', score: 0.77 },
      },
    ],
    answer: `What a model writes goes one way, from the server to the browser. So **take SSE by default**, and WebSocket only where the client keeps talking too.

| | SSE | WebSocket |
| --- | --- | --- |
| Direction | one way | both ways |
| Protocol | HTTP | its own |
| Reconnect | by the browser | by you |
| Proxies, login | as for HTTP | extra work |

With FastAPI an asynchronous generator is all it takes:

${EXAMPLE}

After a drop \`EventSource\` reconnects with \`Last-Event-ID\`:

1. the server numbers each message with \`id: n\`
2. the client remembers the last one
3. the server goes on at *n + 1*

> A generating endpoint is not idempotent: without ids never send the question again by itself.`,
    failure: "RuntimeError('peer closed connection without sending complete message body')",
  },
}
