import { platformBackends } from './platformBackends.ts'
import { QUESTION, type Backend, type Phrase } from './scenario.ts'

const alarmQuestions: readonly Phrase[] = [
  {
    'zh-CN': 'E001 温度传感器故障怎么处理？',
    en: 'How do I clear E001, temperature sensor fault?',
  },
  { 'zh-CN': '液压站压力低是什么原因？', en: 'Why is the hydraulic pressure low?' },
  { 'zh-CN': '主轴电机过载报警怎么办？', en: 'What to do about a spindle motor overload?' },
]

const reportQuestions: readonly Phrase[] = [
  { 'zh-CN': '各部门有多少员工？', en: 'How many employees does each department have?' },
  { 'zh-CN': '统计员工总数', en: 'Count all employees' },
]

/** The embedded backends in the order of the picker: one row each, nothing else to register in the app. */
export const backends: readonly [Backend, ...Backend[]] = [
  {
    name: 'rag',
    group: 'server',
    label: 'Flask RAG',
    note: { 'zh-CN': '设备报警知识库 · SSE + JSON', en: 'Alarm knowledge base · SSE + JSON' },
    scenarios: [
      {
        name: 'answer',
        label: { 'zh-CN': '检索并回答', en: 'Answer' },
        path: '/api/rag/search',
        body: { query: QUESTION, use_rag: true },
        suggestions: alarmQuestions,
      },
      {
        name: 'search',
        label: { 'zh-CN': '只检索', en: 'Search' },
        path: '/api/rag/search',
        body: { query: QUESTION, use_rag: false },
        suggestions: alarmQuestions,
      },
      {
        name: 'failed',
        label: { 'zh-CN': '无模型', en: 'No model' },
        path: '/api/rag/search',
        body: { query: QUESTION, use_rag: true },
        suggestions: alarmQuestions,
      },
    ],
  },
  {
    name: 'workflow',
    group: 'server',
    label: 'FastAPI Workflow',
    note: { 'zh-CN': 'Text-to-BI 流水线 · SSE 分步', en: 'Text-to-BI pipeline · SSE in steps' },
    scenarios: [
      {
        name: 'report',
        label: { 'zh-CN': '完整流水线', en: 'Whole pipeline' },
        path: '/api/workflow/query',
        body: { message: QUESTION },
        suggestions: reportQuestions,
      },
      {
        name: 'failed',
        label: { 'zh-CN': '查询步骤出错', en: 'Query step fails' },
        path: '/api/workflow/query',
        body: { message: QUESTION },
        suggestions: reportQuestions,
      },
    ],
  },
  {
    name: 'langchain',
    group: 'server',
    label: 'FastAPI LangChain',
    note: { 'zh-CN': '纯文本 SSE + 命名事件', en: 'Plain-text SSE + named events' },
    scenarios: [
      {
        name: 'rag-qa',
        label: { 'zh-CN': 'RAG 问答', en: 'RAG' },
        path: '/api/langchain/rag-qa',
        body: { question: QUESTION },
        suggestions: [
          { 'zh-CN': 'SSE 和 WebSocket 怎么选？', en: 'SSE or WebSocket: which one?' },
          { 'zh-CN': 'SSE 断线以后怎么续传？', en: 'How does SSE resume after a drop?' },
        ],
      },
      {
        name: 'agent',
        label: { 'zh-CN': 'Agent', en: 'Agent' },
        path: '/api/langchain/agent',
        body: { question: QUESTION },
        suggestions: [
          {
            'zh-CN': '3 号注塑机现在温度多少？要报修吗？',
            en: 'How hot is moulding machine 3? Does it need a repair?',
          },
        ],
      },
      {
        name: 'failed',
        label: { 'zh-CN': '中途异常', en: 'Fails' },
        path: '/api/langchain/rag-qa',
        body: { question: QUESTION },
        suggestions: [{ 'zh-CN': 'SSE 和 WebSocket 怎么选？', en: 'SSE or WebSocket: which one?' }],
      },
    ],
  },
  {
    name: 'llamaindex',
    group: 'server',
    label: 'LlamaIndex Agent',
    note: { 'zh-CN': 'AgentWorkflow · ReAct 事件流', en: 'AgentWorkflow · ReAct events' },
    scenarios: [
      {
        name: 'chat',
        label: { 'zh-CN': 'ReAct 对话', en: 'ReAct chat' },
        path: '/api/llamaindex/chat',
        body: { user_msg: QUESTION },
        suggestions: [{ 'zh-CN': '怎么把 PCM 转为 MP3?', en: 'How do I turn PCM into MP3?' }],
      },
    ],
  },
  ...platformBackends,
]
