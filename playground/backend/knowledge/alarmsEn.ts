import type { Alarm } from './alarms.ts'

/** The handbook in English. */
export const alarmsEn: readonly Alarm[] = [
  {
    id: 1,
    code: 'E001',
    message: 'Temperature sensor fault',
    equipment: 'Barrel heating zone of the moulding machine',
    causes: [
      { cause: 'Loose or oxidised terminals', sign: 'The reading jumps when the cable moves' },
      { cause: 'Broken thermocouple', sign: 'The reading sticks at the top of the range' },
      { cause: 'Compensating lead reversed', sign: 'The reading falls while the barrel heats up' },
    ],
    steps: [
      'Switch off the heater circuit and wait until the barrel is below 60 °C',
      'Check the sensor wiring, tighten the terminals and remove oxide',
      'Measure the thermocouple: a sound one reads less than 10 Ω',
      'Replace a broken one with the same type, at least 80 mm deep',
      'Restore power and watch the reading for ten minutes',
    ],
    caution: 'Make sure that it is a type K: another type is wrong by about 15 °C.',
    images: ['uploads/images/sensor1.png', 'uploads/images/sensor2.png'],
  },
  {
    id: 2,
    code: 'E014',
    message: 'Hydraulic pressure too low',
    equipment: 'Hydraulic unit of the press brake',
    causes: [
      { cause: 'Low oil or a clogged suction filter', sign: 'The pump whines' },
      { cause: 'Relief valve sticking', sign: 'The pressure stops half-way up' },
      { cause: 'Worn pump', sign: 'Hot oil, pressure falls slowly' },
    ],
    steps: [
      'Read the level gauge and top up with ISO VG 46 oil',
      'Change the suction filter and bleed the lines',
      'Clean the relief valve and look for scratches on its spool',
      'Raise the pressure in stages to 16 MPa and hold for five minutes',
    ],
    caution: 'Release the pressure before opening a valve; trust the gauge at zero only.',
    images: ['uploads/images/gauge.png', 'uploads/images/valve.png'],
  },
  {
    id: 3,
    code: 'E023',
    message: 'Spindle motor overload',
    equipment: 'Spindle of the machining centre',
    causes: [
      { cause: 'Feed or depth of cut too high', sign: 'Only in heavy cuts' },
      { cause: 'Damaged spindle bearing', sign: 'Idle current 30 % above nominal' },
      { cause: 'Cooling fan stopped', sign: 'After half an hour of work' },
    ],
    steps: [
      'Note load and speed, then cut again with 20 % less feed',
      'Run the spindle idle and compare the three phase currents',
      'Turn it by hand and listen to the bearings',
      'Clean the cooling fan and its filter, check the direction of the air',
    ],
    caution: 'After three resets in a row stop the machine, or the winding burns.',
    images: ['uploads/images/motor.png', 'uploads/images/bearing.png'],
  },
  {
    id: 4,
    code: 'E031',
    message: 'Conveyor belt off track',
    equipment: 'Conveyor of the packaging line',
    causes: [
      { cause: 'Product stuck to an idler', sign: 'Always at the same place' },
      { cause: 'Uneven tension', sign: 'Without load as well' },
    ],
    steps: [
      'Clean idlers and pulleys',
      'Turn the tension screws by half a turn at a time',
      'Check again after ten idle rounds',
    ],
    caution: 'Never push a running belt by hand.',
    images: [],
  },
  {
    id: 5,
    code: 'E042',
    message: 'PLC communication lost',
    equipment: 'Control cabinet of the line',
    causes: [
      { cause: 'Loose network plug', sign: 'The link light flickers' },
      { cause: 'Two stations with one address', sign: 'Since a device was added' },
    ],
    steps: [
      'Look at the LINK light of the communication module',
      'Change the shielded cable and check its earth',
      'Compare the addresses and baud rates of all stations',
    ],
    caution: 'Pulling the module under power trips the safety circuit.',
    images: ['uploads/images/plc.png'],
  },
]
