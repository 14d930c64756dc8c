/** The words around what is read off the code, and what becomes of a description. */
export const english = {
  page: 'docs/components.md',
  heads: {
    prop: ['prop', 'type', 'default', 'what it is'],
    event: ['event', 'arguments', 'when'],
    slot: ['slot', 'props', 'what stands there'],
    exposed: ['exposed', 'type', 'what it does'],
  },
  required: ' (required)',
  variables: (names) => `CSS variables: ${names.join(', ')}.`,
  say: (description) => description,
}

/** By what the code says in English. What is not here stays in English. */
export const descriptionsInChinese = {
  'The stream to show, from `useStream`.': '要显示的流，来自 `useStream`。',
  'What the reader is offered, each where it makes sense.':
    '给读者哪些操作，各自在有意义时才出现。',
  'How much is read out by itself. Default: that of `createRill`, or where the run stands.':
    '自动朗读多少内容。默认：按 `createRill` 的设定，否则只说运行的进展。',
  'The user has answered what the run asks. Where nobody listens to this, no answer is offered.':
    '用户回答了运行提出的问题。没有人监听它，就不提供回答的按钮。',
  'A stretch of the answer; `streaming` while more of it may come.':
    '回答的一段；还可能继续时 `streaming` 为真。',
  'A stretch of what the model thought.': '模型思考过程的一段。',
  'The place where a step begins.': '一个步骤开始的地方。',
  'A tool call; `ended`: the run is over, so a call that has no end yet gets none.':
    '一次工具调用；`ended`：运行已经结束，还没有结果的调用不会再有结果。',
  'What was found or cited; a `list` names items whose cards stand further up.':
    '检索到或引用的内容；`list` 只列出名称，它们的卡片在前面已经有了。',
  'A note of the backend on what it is doing; `earlier` ones are folded behind it where no slot draws them.':
    '后端说它在做什么；没有插槽来画时，更早的（`earlier`）折叠在它后面。',
  "The backend's own data.": '后端自己的数据。',
  'The run waits for the user, about `call` if that is known; `open` while no answer was seen to it.':
    '运行在等用户；知道是哪次工具调用时给出 `call`；还没有见到回答时 `open` 为真。',
  "A fault inside the run, or why it ended: then `error` is the run's own error. `earlier` events that could not be read are folded behind the latest where no slot draws them.":
    '运行中的一个问题，或它为何结束：这时 `error` 是运行本身的错误。没有插槽来画时，更早（`earlier`）读不懂的事件折叠在最近的一个后面。',
  'In place of the whole head: status and actions. `phase` says in words what the run is doing.':
    '代替整个头部：状态与操作。`phase` 用文字说明运行在做什么。',
  "Stands in the head, before the kit's own actions.": '在头部，自带的操作之前。',
  'Stands in the place of the answer until something of it arrives.':
    '在回答到来之前占住它的位置。',
  'The run ended well and brought nothing.': '运行正常结束，但没有内容。',
  'Stands below the answer.': '在回答下方。',
  'The text so far. Text that grew is appended; any other change draws the text anew.':
    '到目前为止的文本。变长的文本会接在后面；其他任何改动都重新绘制。',
  'More text may come: what is unfinished at the end is not clickable and requests nothing.':
    '后面可能还有文本：末尾没写完的部分不可点击，也不发请求。',
  'Your own markdown-it 15 with its plugins, read once.':
    '您自己的 markdown-it 15 连同插件，只读取一次。',
  'Your own components for code, images, links, headings and tables.':
    '您自己的代码、图片、链接、标题和表格组件。',
  'Formulas, diagrams, notes, beside those that the app has for all answers. Read once.':
    '公式、图表、脚注，与应用为所有回答设定的并用。只读取一次。',
  "What the ids of headings and notes begin with, behind `rill-`. Default: a name of Vue's, the same on the server.":
    '标题和脚注的 id 在 `rill-` 之后的开头。默认：Vue 给的名称，服务端也相同。',
  'Colours code, in place of the one that the app has for all answers. Read once.':
    '给代码着色，代替应用为所有回答设定的那个。只读取一次。',
  'Sources that `[1]` and the like stand for.': '`[1]` 之类的标记所代表的来源。',
  'Where the text begins in the answer, in UTF-16 units: what the ranges of `references` count from.':
    '这段文本在回答中的起点，以 UTF-16 单元计：`references` 的区间从这里数起。',
  'The source.': '来源。',
  'The number it is cited by.': '引用它的编号。',
  'What the model thought on the way to its answer, as markdown.':
    '模型得出回答之前的思考，Markdown 格式。',
  'More may come.': '后面可能还有。',
  'How long it took, in milliseconds. Default: as long as `streaming` was seen to be `true`.':
    '用了多久，毫秒。默认：`streaming` 为 `true` 的时长。',
  'The clock of the run, from `useStream`. Default: `performance.now`.':
    '运行所用的时钟，来自 `useStream`。默认：`performance.now`。',
  'The steps so far, in the order of arrival.': '到目前为止的步骤，按到来的顺序。',
  'How many steps there will be, when the backend says so; steps inside other steps do not count.':
    '后端说明时，一共有多少步；步骤里面的步骤不算。',
  'How long it will go on, in milliseconds, when the backend says so. Default: by what was seen, once that tells.':
    '后端说明时，还要多久，毫秒。默认：等看到的足以判断时再估计。',
  'No step will follow. Default: none is running, and all that were named have come.':
    '不会再有步骤。默认：没有步骤在进行，说过的都已到来。',
  'Whether to begin with one line only. Otherwise it is folded once it is done.':
    '是否一开始就只显示一行。否则在完成后折叠。',
  'What stands for one step; its mark stays before it. `elapsed` is written out already.':
    '代表一个步骤的内容；它前面的标记保留。`elapsed` 已经写成文字。',
  'The step that starts below the line.': '这条线下面开始的步骤。',
  'How long it took, in milliseconds, where that was seen from outside. Default: what the step itself says.':
    '用了多久，毫秒，由外部测得时给出。默认：步骤自己说的。',
  'What stands on the line in place of the name.': '线上代替名称的内容。',
  'The call, as far as it has come.': '这次调用，到目前为止。',
  'The run that made the call is over: without an end by now, it is shown as not finished.':
    '发起调用的运行已经结束：到现在还没有结果，就显示为未完成。',
  'What the tool was given.': '给工具的输入。',
  'What the tool gave back.': '工具返回的结果。',
  'What was found or cited, in the order to show it; what comes twice under one id is shown once.':
    '检索到或引用的内容，按显示的顺序；同一个 id 出现两次只显示一次。',
  '`cards` shows each item whole; `list` names them, for items whose cards stand elsewhere.':
    '`cards` 完整显示每一项；`list` 只列名称，用于卡片在别处的项。',
  'Heading.': '标题。',
  'Which fields stand below the text of each card, and how.':
    '每张卡片的正文下方有哪些字段，怎么写。',
  'How scores are written.': '分数怎么写。',
  'Base that picture addresses resolve against.': '图片地址解析的基准。',
  "From so many items on only those around the viewport are in the page; below that all are, and the browser's search finds every word.":
    '从这么多项起，页面里只有视口附近的；少于它则全部都在，浏览器的查找能找到每个词。',
  'One item, in place of its card or its line in the list.': '一项，代替它的卡片或列表中的一行。',
  'Stands where nothing was found.': '什么都没找到时显示。',
  'The document, row or page to show.': '要显示的文档、数据行或页面。',
  'Which fields stand below the text, and how.': '正文下方有哪些字段，怎么写。',
  'How the score is written.': '分数怎么写。',
  'Below everything else; empty by default.': '在其他一切之下；默认为空。',
  'The pictures; the same address twice is shown once.': '图片；同一个地址出现两次只显示一次。',
  'What the pictures belong to; words for those that bring none of their own.':
    '图片属于什么；给没有自带说明的图片用。',
  'Base that their addresses resolve against.': '图片地址解析的基准。',
  'Whether the pictures are shown.': '是否正在显示图片。',
  'Which of them, counted from 0.': '显示哪一张，从 0 数起。',
  'For `v-model`.': '用于 `v-model`。',
  'Where the run stands; `flawed`: complete, with a problem; `stalled`: nothing has come for a while.':
    '运行处于什么状态；`flawed`：已完成，但有问题；`stalled`：有一阵子没有收到任何内容。',
  'What is going on, in a few words. Spoken when it changes, so change it at boundaries only. Default: the status.':
    '用几个词说明在做什么。变化时会朗读，所以只在分界处改变它。默认：状态本身。',
  'How long the run has been going, in milliseconds. Nothing is shown below one second. Default: from `connection`.':
    '运行了多久，毫秒。不到一秒不显示。默认：取自 `connection`。',
  'Where the connection stands, from `useStream`: the next try, the silence and the like stand in a second line.':
    '连接处于什么状态，来自 `useStream`：下一次尝试、静默等写在第二行。',
  'How the run ended, from `useStream`: whether it can be gone on with is said, and offered with `canResume`.':
    '运行如何结束，来自 `useStream`：会说明能否继续，设了 `canResume` 还会提供按钮。',
  'Whether changes of the words are read out. Without it an announcer says them.':
    '文字变化时是否朗读。不朗读则由播报组件来说。',
  'Whether to offer the next try at once while one is counted down.':
    '下一次尝试倒计时期间，是否提供立即尝试。',
  'Whether to offer to stop a run that is on its way.': '运行途中是否提供停止。',
  'Whether to offer to go on, with a run that is paused or that its outcome calls resumable.':
    '运行已暂停，或结局说可以继续时，是否提供继续。',
  'Whether to offer another try once a run has not come to its end.':
    '运行没有走到终点时，是否提供重试。',
  'The user wants the answer to go on.': '用户要回答继续。',
  'The user has had enough.': '用户要停止。',
  'The user wants another try from the start.': '用户要从头再试一次。',
  'The user will not wait for the next try.': '用户不想等下一次尝试。',
  'Stands after the words; outside of what is read out.': '在文字之后；不在朗读范围内。',
  'How much is done, in the unit of `total`. Without it the bar shows only that something goes on.':
    '完成了多少，单位同 `total`。不给则进度条只表示正在进行。',
  'How much there is to do.': '一共有多少。',
  'What is being done. Default: the word for "progress".': '在做什么。默认：“进度”一词。',
  'What went wrong: why a run ended, or a fault inside one. Without it: the run was cut off for no reason given.':
    '出了什么问题：运行为何结束，或运行中的一个问题。不给则表示运行被切断而原因不明。',
  'How the run ended: one that was `interrupted` has brought a part of its answer.':
    '运行如何结束：`interrupted` 表示已经收到一部分回答。',
  'The run that broke off can be gone on with, as its outcome says: then this one says it, too.':
    '中断的运行可以继续（结局如此说明）：这里也会说出来。',
  'Whether it is read out when it appears; an error that stood there before is no news.':
    '出现时是否朗读；原来就在那里的错误不算新消息。',
  'Whether to offer another try.': '是否提供重试。',
  'Whether to offer to go on, where the run is `resumable`.':
    '运行可继续（`resumable`）时，是否提供继续。',
  'Whether to offer to stop, for a fault inside a run that is on its way.':
    '运行途中出现问题时，是否提供停止。',
  'The user wants the answer to go on where it ended.': '用户要回答从中断处继续。',
  'The user wants another try.': '用户要重试。',
  'Stands before the buttons.': '在按钮之前。',
  'The talk to show, from `useChat`.': '要显示的对话，来自 `useChat`。',
  "What the transcript is called for those who do not see it. Default: the language's own.":
    '对话记录的名称，给看不见它的人。默认：当前语言的说法。',
  "From so many turns on only those around the viewport are in the page; below that all are, and the browser's search finds every word.":
    '从这么多轮起，页面里只有视口附近的；少于它则全部都在，浏览器的查找能找到每个词。',
  'How much of an answer is read out by itself. Default: that of `createRill`, or where the run stands.':
    '回答自动朗读多少。默认：按 `createRill` 的设定，否则只说运行的进展。',
  'The user has answered what a run asks. Where nobody listens to this, no answer is offered.':
    '用户回答了运行提出的问题。没有人监听它，就不提供回答的按钮。',
  'A whole turn, in place of what the kit draws.': '整个一轮，代替自带的画法。',
  'What stands in the bubble of a question.': '问题气泡里的内容。',
  'An answer, in place of `RillAnswer`.': '一条回答，代替 `RillAnswer`。',
  'Buttons of your own, before those of a turn.': '您自己的按钮，在每轮自带的按钮之前。',
  'In place of the words of a talk in which nothing was said yet.':
    '对话还没有内容时，代替那句话。',
  'In place of the box to write in.': '代替输入框。',
  'Goes to the end and follows it.': '滚到末尾并跟随。',
  'An answer is on its way: Send is Stop, and Enter sends nothing.':
    '回答正在到来：“发送”变为“停止”，Enter 不发送。',
  'Nothing can be written.': '不能输入。',
  "What the box is called for those who do not see it. Default: the language's own.":
    '输入框的名称，给看不见它的人。默认：当前语言的说法。',
  "Stands in the empty box. Default: the language's own.":
    '空输入框里的提示。默认：当前语言的说法。',
  'What is wrong, below the box; announced when it appears.': '输入框下方的错误；出现时朗读。',
  'Whether Enter sends and Shift+Enter begins a line; `false`: Enter begins one, Ctrl or ⌘ with Enter sends.':
    'Enter 是否发送、Shift+Enter 换行；`false`：Enter 换行，Ctrl 或 ⌘ 加 Enter 发送。',
  'So many lines before the box scrolls.': '超过这么多行后，输入框内部滚动。',
  'Files that can be attached, as in `<input accept>`; `*` for all. Without it there are none.':
    '可以附加的文件，写法同 `<input accept>`；`*` 表示全部。不给则不能附加。',
  'Largest size of one file, in bytes.': '单个文件的最大字节数。',
  'Keeps the text under this name, so that it outlives the page.':
    '以这个名称保存文字，关掉页面也还在。',
  'Where the text is kept. Default: `localStorage`.': '文字存在哪里。默认：`localStorage`。',
  'What is written.': '写下的文字。',
  'The files beside it. Give them a `url` once they are uploaded.':
    '附带的文件。上传后给它们 `url`。',
  'The user wants the answer to stop.': '用户要停止回答。',
  'The user sends what is written; the box is empty then.': '用户发送写下的内容；随后输入框清空。',
  'Files were dropped, pasted or chosen, and stand in `attachments` now: the place to upload them.':
    '文件被拖入、粘贴或选中，现已在 `attachments` 里：在这里上传它们。',
  'Files that may not be attached.': '不允许附加的文件。',
  'Before the text: buttons of your own.': '文字之前：您自己的按钮。',
  'Behind the text, before Send.': '文字之后，“发送”之前。',
  'In place of the list of files.': '代替文件列表。',
  'In place of the picture on Send.': '代替“发送”上的图标。',
  'In place of the picture on Stop.': '代替“停止”上的图标。',
  'Puts the cursor into the box.': '把光标放进输入框。',
  'The talks, in any order.': '各个对话，顺序不限。',
  'Whether there is a field to search in.': '是否有搜索框。',
  'Whether there is a button for a new talk.': '是否有新建对话的按钮。',
  'The talks are what was found already, as by `useRillHistory().search`: all of them are shown.':
    '这些对话已经是搜索的结果，例如来自 `useRillHistory().search`：全部显示。',
  "What the list is called for those who do not see it. Default: the language's own.":
    '列表的名称，给看不见它的人。默认：当前语言的说法。',
  'The time, in milliseconds since 1970. Default: read once a minute, and unknown on a server.':
    '当前时间，自 1970 年起的毫秒数。默认：每分钟读一次，服务端则未知。',
  'The talk that is open, by its id.': '打开的对话的 id。',
  'What is searched for, in the titles. Watch it to search in what was said.':
    '在标题里搜索什么。侦听它，就可以搜索说过的内容。',
  'The user wants a new talk.': '用户要新建对话。',
  'The user gave a talk another title.': '用户改了对话的标题。',
  'The user deleted a talk, and meant it.': '用户删除了对话，并已确认。',
  'Beside the title of a talk.': '在对话标题旁边。',
  'There are no talks.': '没有对话。',
  'Milliseconds between two utterances, at least; read once. Default: 1,500.':
    '两次播报之间至少间隔的毫秒数；只读取一次。默认：1,500。',
  'Milliseconds after which what was not said yet is dropped; read once. Default: 10,000.':
    '超过这么多毫秒还没有说出的内容被丢弃；只读取一次。默认：10,000。',
  'The app, or the part of it that shall speak with one voice.':
    '应用，或其中要用同一个声音说话的部分。',
  'Has something read out when its turn has come.': '轮到时朗读一段话。',
  'What is asked.': '问的是什么。',
  'It still waits for an answer.': '还在等回答。',
  'Whether to offer answers.': '是否提供回答的按钮。',
  'The user has approved, rejected, answered or let it go on.':
    '用户批准、拒绝、回答，或让它继续。',
  'What is asked, in place of its words.': '所问的内容，代替那段文字。',
  'The stream to watch, from `useStream`. Runs that begin while the inspector is there are seen.':
    '要观察的流，来自 `useStream`。检查器在场时开始的运行都看得到。',
}

export const chinese = {
  page: 'docs/zh/components.md',
  heads: {
    prop: ['属性', '类型', '默认值', '说明'],
    event: ['事件', '参数', '何时'],
    slot: ['插槽', '参数', '内容'],
    exposed: ['暴露的方法', '类型', '作用'],
  },
  required: '（必填）',
  variables: (names) => `CSS 变量：${names.join('、')}。`,
  say: (description) => descriptionsInChinese[description] ?? description,
}
