namespace CdpStudio.Core.DemoData.Shop;

/// <summary>How people of one language are called, where they live and when they shop.</summary>
internal sealed class Culture
{
    private readonly Name[] _given;
    private readonly Name[] _family;

    /// <param name="given">Names parted by blanks, each as written and in Latin letters: <c>伟/wei</c>.</param>
    private Culture(string language, int share, Place[] places, string given, string family)
    {
        (Language, Share, Places) = (language, share, places);
        (_given, _family) = (Names(given), Names(family));
    }

    /// <summary>As browsers say it.</summary>
    public string Language { get; }

    /// <summary>People of a hundred.</summary>
    public int Share { get; }

    public IReadOnlyList<Place> Places { get; }

    /// <summary>The name as its bearer writes it: family first where that is the custom.</summary>
    public Func<string, string, string> Whole { get; private init; } = (given, family) => $"{given} {family}";

    /// <summary>The dates before which people of this culture buy for a feast.</summary>
    public Feast Feast { get; private init; } = Feast.Christmas;

    public static IReadOnlyList<Culture> All { get; } =
    [
        new("vi", 22,
            [new("VN", "Hà Nội", "+84", 7), new("VN", "TP. Hồ Chí Minh", "+84", 7), new("VN", "Đà Nẵng", "+84", 7), new("VN", "Huế", "+84", 7), new("VN", "Cần Thơ", "+84", 7)],
            "Minh Lan Hùng Hương Tuấn Thảo Dũng Linh Nam Mai Quân Ngọc Phúc Trang Khoa Yến Long Vy Thành Hà Bảo Nhung Đức Thu Sơn Hạnh Hải Châu Việt Ánh",
            "Nguyễn Trần Lê Phạm Hoàng Huỳnh Phan Vũ Võ Đặng Bùi Đỗ Hồ Ngô Dương Lý")
        {
            Whole = (given, family) => $"{family} {given}", Feast = Feast.LunarNewYear,
        },
        new("zh-CN", 18,
            [new("CN", "北京", "+86", 8), new("CN", "上海", "+86", 8), new("CN", "广州", "+86", 8), new("CN", "成都", "+86", 8), new("CN", "杭州", "+86", 8)],
            "伟/wei 芳/fang 娜/na 敏/min 静/jing 强/qiang 磊/lei 洋/yang 艳/yan 勇/yong 杰/jie 娟/juan 涛/tao 明/ming 超/chao 秀英/xiuying 霞/xia 平/ping 刚/gang 桂英/guiying 晓雪/xiaoxue 建国/jianguo 子涵/zihan 宇轩/yuxuan",
            "王/wang 李/li 张/zhang 刘/liu 陈/chen 杨/yang 赵/zhao 黄/huang 周/zhou 吴/wu 徐/xu 孙/sun 胡/hu 朱/zhu 高/gao 林/lin 何/he 郭/guo")
        {
            Whole = (given, family) => family + given, Feast = Feast.LunarNewYear,
        },
        new("zh-TW", 10,
            [new("TW", "臺北", "+886", 8), new("TW", "高雄", "+886", 8), new("TW", "臺中", "+886", 8), new("HK", "香港", "+852", 8)],
            "家豪/jiahao 怡君/yijun 志明/zhiming 淑芬/shufen 俊傑/junjie 雅婷/yating 建宏/jianhong 佳穎/jiaying 宗翰/zonghan 詩涵/shihan 冠宇/guanyu 美玲/meiling 承恩/chengen 宜蓁/yizhen 柏翰/bohan 麗華/lihua",
            "陳/chen 林/lin 黃/huang 張/zhang 李/li 王/wang 吳/wu 劉/liu 蔡/cai 楊/yang 許/xu 鄭/zheng 謝/xie 郭/guo")
        {
            Whole = (given, family) => family + given, Feast = Feast.LunarNewYear,
        },
        new("fa", 10,
            [new("IR", "تهران", "+98", 3.5), new("IR", "اصفهان", "+98", 3.5), new("IR", "شیراز", "+98", 3.5), new("IR", "تبریز", "+98", 3.5), new("IR", "مشهد", "+98", 3.5)],
            "علی/ali مریم/maryam رضا/reza زهرا/zahra حسین/hossein فاطمه/fatemeh امیر/amir سارا/sara محمد/mohammad نرگس/narges مهدی/mehdi لیلا/leila پویا/pouya شیرین/shirin آرش/arash نازنین/nazanin کیان/kian پریسا/parisa",
            "احمدی/ahmadi محمدی/mohammadi حسینی/hosseini رضایی/rezaei کریمی/karimi موسوی/mousavi جعفری/jafari قاسمی/ghasemi صادقی/sadeghi رحیمی/rahimi اکبری/akbari نوری/nouri یوسفی/yousefi شریفی/sharifi")
        {
            Feast = Feast.Nowruz,
        },
        new("tr", 12,
            [new("TR", "İstanbul", "+90", 3), new("TR", "Ankara", "+90", 3), new("TR", "İzmir", "+90", 3), new("TR", "Bursa", "+90", 3), new("TR", "Diyarbakır", "+90", 3)],
            "Mehmet Ayşe Mustafa Fatma Ahmet Emine Ali Zeynep Hüseyin Elif İbrahim Merve Murat Şule Ömer Gül Yusuf Büşra Çağla Işıl Ümit Özge Kerem Defne",
            "Yılmaz Kaya Demir Çelik Şahin Yıldız Yıldırım Öztürk Aydın Özdemir Arslan Doğan Kılıç Aslan Çetin Kara Koç Kurt Ateş Güneş"),
        new("de", 14,
            [new("DE", "Berlin", "+49", 1), new("DE", "München", "+49", 1), new("DE", "Köln", "+49", 1), new("DE", "Hamburg", "+49", 1), new("AT", "Wien", "+43", 1), new("CH", "Zürich", "+41", 1)],
            "Anna Lukas Lea Jonas Jürgen Käthe Björn Sophie Felix Marie Paul Emma Maximilian Laura Jörg Zoë Matthias Ulrike Stefan Sabine Tim Hannah Günther Jana",
            "Müller Schmidt Schneider Fischer Weber Meyer Wagner Becker Schulz Hoffmann Schäfer Koch Bauer Richter Klein Wolf Schröder Neumann Schwarz Krüger Groß Strauß"),
        new("en", 14,
            [new("GB", "London", "+44", 0), new("GB", "Leeds", "+44", 0), new("US", "New York", "+1", -5), new("US", "Chicago", "+1", -6), new("US", "Portland", "+1", -8), new("IE", "Dublin", "+353", 0)],
            "Olivia Liam Emma Noah Ava James Sophia William Isla Lucas Mia Henry Grace Jack Chloe Oscar Zara Leo Siobhán Ethan Renée Dylan Ruby Owen",
            "Smith Jones Taylor Brown Williams Wilson Johnson Davies Patel Wright O'Brien Walker White Edwards Green Hall Wood Clarke Murphy Lewis"),
    ];

    public (Name Given, Name Family) Draw(Random random) => (_given[random.Next(_given.Length)], _family[random.Next(_family.Length)]);

    private static Name[] Names(string text) =>
        [.. text.Split(' ').Select(n => n.Split('/')).Select(n => new Name(n[0], n.Length > 1 ? n[1] : Latin.Letters(n[0])))];
}

/// <param name="Latin">For addresses: a to z alone.</param>
internal sealed record Name(string Written, string Latin);

/// <param name="Country">ISO 3166.</param>
/// <param name="DialCode">With its plus.</param>
/// <param name="Offset">Hours ahead of UTC, near enough for a day's rhythm.</param>
internal sealed record Place(string Country, string City, string DialCode, double Offset);
