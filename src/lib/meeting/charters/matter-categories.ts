/** The twelve matter categories of charter 9, in the order of 四、联席会议议事内容: every charter's default list. */
export const categories: readonly string[] = [
  '业主委员会不依法履职',
  '业主委员会换届争议',
  '非机动车停放',
  '“生命通道”划线标识',
  '消防设施损坏维修',
  '违章搭建、乱停乱放、侵占道路',
  '圈占破坏绿地及道路绿化排水养护',
  '私自拆改房屋结构',
  '垃圾中转站与垃圾桶维修',
  '公共设施设备',
  '路灯养护维修',
  '其他物业服务管理问题',
];
