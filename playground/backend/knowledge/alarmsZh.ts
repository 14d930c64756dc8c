import type { Alarm } from './alarms.ts'

/** The handbook in Chinese. */
export const alarmsZh: readonly Alarm[] = [
  {
    id: 1,
    code: 'E001',
    message: '温度传感器故障',
    equipment: '注塑机料筒加热区',
    causes: [
      { cause: '接线端子松动或氧化', sign: '读数跳变，晃动线缆时变化' },
      { cause: '热电偶断路', sign: '读数固定在量程上限' },
      { cause: '补偿导线极性接反', sign: '升温时读数反而下降' },
    ],
    steps: [
      '断开加热回路电源，等待料筒温度降到 60 °C 以下',
      '检查传感器连接，紧固接线端子并清除氧化层',
      '用万用表测量热电偶电阻，正常值小于 10 Ω',
      '断路时更换同型号热电偶，插入深度不少于 80 mm',
      '恢复供电，观察 10 分钟内读数是否稳定',
    ],
    caution: '更换前确认型号为 K 型，混用会带来约 15 °C 的偏差。',
    images: ['uploads/images/sensor1.png', 'uploads/images/sensor2.png'],
  },
  {
    id: 2,
    code: 'E014',
    message: '液压站压力过低',
    equipment: '折弯机液压站',
    causes: [
      { cause: '油位过低或吸油滤芯堵塞', sign: '泵有尖锐噪声' },
      { cause: '溢流阀卡滞', sign: '压力升到一半后停住' },
      { cause: '油泵磨损内泄', sign: '油温升高，压力缓慢下降' },
    ],
    steps: [
      '查看油位计，补充 46 号抗磨液压油到上限',
      '更换吸油滤芯，排尽管路空气',
      '拆洗溢流阀，检查阀芯有无划痕',
      '逐级调压到 16 MPa，保压 5 分钟',
    ],
    caution: '拆卸阀件之前必须卸压，并把压力表归零作为依据。',
    images: ['uploads/images/gauge.png', 'uploads/images/valve.png'],
  },
  {
    id: 3,
    code: 'E023',
    message: '主轴电机过载',
    equipment: '立式加工中心主轴',
    causes: [
      { cause: '切削参数过大', sign: '只在重切削时报警' },
      { cause: '主轴轴承损坏', sign: '空转电流超过额定值的 30 %' },
      { cause: '散热风扇停转', sign: '运行半小时以后报警' },
    ],
    steps: [
      '记录报警时的负载与转速，降低进给 20 % 试切',
      '空转主轴，测量三相电流是否平衡',
      '手动盘车，听轴承有无异响',
      '清洁散热风扇与滤网，确认风向正确',
    ],
    caution: '连续复位三次仍报警时停机，避免烧毁绕组。',
    images: ['uploads/images/motor.png', 'uploads/images/bearing.png'],
  },
  {
    id: 4,
    code: 'E031',
    message: '输送带跑偏',
    equipment: '包装线输送带',
    causes: [
      { cause: '托辊粘料', sign: '跑偏位置固定' },
      { cause: '张紧力不均', sign: '空载时也跑偏' },
    ],
    steps: ['清理托辊与滚筒表面', '两侧张紧螺杆每次调整半圈', '空载运行十圈后再次确认'],
    caution: '运行中不得用手校正输送带。',
    images: [],
  },
  {
    id: 5,
    code: 'E042',
    message: 'PLC 通信中断',
    equipment: '产线控制柜',
    causes: [
      { cause: '网线接头松动', sign: '指示灯时亮时灭' },
      { cause: '站号冲突', sign: '新增设备后出现' },
    ],
    steps: ['检查通信模块的 LINK 指示灯', '更换屏蔽网线并确认接地', '核对各站的站号与波特率'],
    caution: '热插拔通信模块会触发安全回路停机。',
    images: ['uploads/images/plc.png'],
  },
]
