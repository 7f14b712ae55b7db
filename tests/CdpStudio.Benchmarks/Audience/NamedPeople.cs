using System.Globalization;
using CdpStudio.Benchmarks.Peers;

namespace CdpStudio.Benchmarks.Audience;

/// <summary>
/// People as a shop in five countries has them, the same for the same number on every machine: names from lists, family names also put
/// together from syllables so that there are as many different ones as in life, and one to four orders each.
/// </summary>
internal static class NamedPeople
{
    private static readonly string[][] s_given =
    [
        ["Anna", "Jürgen", "Lukas", "Sophie", "Björn", "Katharina", "Maximilian", "Hannah", "Jonas", "Käthe", "Friedrich", "Mia", "Léon", "Chloé", "Élodie"],
        ["James", "Mary", "Olivia", "Noah", "Emma", "Liam", "Charlotte", "William", "Ava", "Benjamin", "Sean", "Zoë", "Grace", "Henry", "Jack"],
        ["Anh", "Minh Anh", "Thị Đào", "Văn An", "Quốc Bảo", "Thu Hà", "Hoàng Long", "Ngọc Lan", "Đức Thắng", "Thanh Tùng", "Bích Phương", "Tuấn Kiệt"],
        ["小明", "伟", "芳", "娜", "秀英", "敏", "静", "丽", "强", "磊", "军", "洋", "勇", "艳", "杰", "娟", "涛", "明", "超", "秀兰", "霞", "平", "刚", "桂英"],
        ["علی\u200cرضا", "محمد", "فاطمه", "زهرا", "حسین", "مریم", "رضا", "سارا", "مهدی", "نرگس", "آرش", "پریسا", "کیان", "الهام"],
    ];

    private static readonly string[][] s_family =
    [
        ["Müller", "Schmidt", "Schneider", "Weiß", "Krüger", "Größmann", "Bäcker", "Vogt", "Jäger", "Lefèvre", "Dupont"],
        ["Smith", "Johnson", "Brown", "O'Brien", "Taylor", "Wilson", "Davies", "Evans", "Thomas", "Walker"],
        ["Nguyễn", "Trần", "Lê", "Phạm", "Huỳnh", "Hoàng", "Phan", "Vũ", "Võ", "Đặng", "Bùi", "Đỗ", "Hồ", "Ngô", "Dương", "Lý"],
        ["王", "李", "张", "刘", "陈", "杨", "黄", "赵", "吴", "周", "徐", "孙", "马", "朱", "胡", "郭", "何", "高", "林", "罗", "欧阳"],
        ["کریمی", "حسینی", "محمدی", "رضایی", "احمدی", "موسوی", "جعفری", "صادقی", "کاظمی", "نوری", "یزدانی"],
    ];

    private static readonly string[] s_syllables = ["al", "ber", "ck", "den", "el", "fei", "gra", "hof", "in", "ko", "lan", "ma", "nor", "ot", "pe", "rau", "schö", "ten", "ul", "wei", "zim"];

    public static NamedPerson Of(int number)
    {
        var dice = new SplitMix(((ulong)number * 0xD1342543DE82EF95UL) + 77);
        dice.Next();
        var language = dice.Below(10) switch { < 4 => 0, < 6 => 1, 6 => 2, 7 => 3, _ => 4 };
        var (given, family) = (Pick(s_given[language], ref dice), Pick(s_family[language], ref dice));
        if (language < 2 && dice.Below(4) > 0) family = Made(ref dice);
        if (language < 2 && dice.Below(3) == 0) given = $"{given} {Pick(s_given[language], ref dice)}";
        return new NamedPerson(
            given, family, IsWhole: dice.Below(10) < 6, FamilyFirst: language is 2 or 3,
            User: FormattableString.Invariant($"c{number:D7}"),
            Email: FormattableString.Invariant($"{(char)('a' + dice.Below(26))}{(char)('a' + dice.Below(26))}.person{number}@{(dice.Below(2) == 0 ? "example.com" : "mail.example")}"),
            Phone: FormattableString.Invariant($"+49{1_500_000_000L + (number * 7L)}"),
            Orders: 1 + dice.Below(4));
    }

    /// <summary>Of some of the shops a number, of the others a text.</summary>
    public static string OrderOf(int person, int order) => person % 4 == 0
        ? (30_000_000L + (person * 4L) + order).ToString(CultureInfo.InvariantCulture)
        : FormattableString.Invariant($"KL-{(person * 4L) + order:D8}");

    private static string Pick(string[] among, ref SplitMix dice) => among[(int)(among.Length * Math.Pow(dice.Fraction(), 1.5))];

    private static string Made(ref SplitMix dice)
    {
        var name = "";
        for (var i = 2 + dice.Below(2); i > 0; i--) name += s_syllables[dice.Below(s_syllables.Length)];
        return char.ToUpperInvariant(name[0]) + name[1..];
    }
}

/// <param name="IsWhole">Whether the source sends one name, or its two parts.</param>
internal sealed record NamedPerson(string Given, string Family, bool IsWhole, bool FamilyFirst, string User, string Email, string Phone, int Orders)
{
    public string Name => FamilyFirst ? $"{Family} {Given}" : $"{Given} {Family}";
}
