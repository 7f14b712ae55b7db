using System.Text;

namespace CdpStudio.Core.Sources.Imports.Reading;

/// <summary>
/// <see cref="Alphabets"/> for the encodings of Chinese, Japanese and Korean. Each of their standards lists the common letters first,
/// so a text read in a wrong one scatters over the rare rows.
/// </summary>
internal static class Ideographs
{
    private const string Simplified =
        "的一是在不了有和人这中大为上个国我以要他时来用们生到作地于出就分对成会可主发年动同工也能下过子说产种面而方后多定行学法所民得经" +
        "客户编号姓名邮箱手机电话城市备注地址公司北京海广东江苏浙南西安重庆天津王李张刘陈杨黄赵吴周徐孙马朱胡林郭何高明华文小丽伟芳" +
        "日期订单数量价格金额商品类型国家省区街路女男性别状态会员积分注册生日";

    private const string Traditional =
        "的一是在不了有和人這中大為上個國我以要他時來用們生到作地於出就分對成會可主發年動同工也能下過子說產種面而方後多定行學法所民得經" +
        "客戶編號姓名電郵話城市備註地址公司香港臺灣北南高雄中新竹九龍陳林黃張李王吳劉蔡楊許鄭謝郭洪邱曾廖賴徐周葉蘇莊" +
        "日期訂單數量價格金額商品類型國家區街路女男性別狀態員積分註冊";

    private const string Kanji =
        "日一国人年大十二本中長出三時行見月後前生五間上東四今金九入学高円子外八六下来気小七山話女北午百書先名川千水半男西電校語土木聞食車何南" +
        "万毎白天母火右読友左休父雨客番号氏市備考電話住所県区町村姓別都道府京大阪横浜田中佐藤鈴木橋渡辺伊山本村小林加吉斎松井郎子美商品注文価格数量";

    private const string Hangul =
        "이다는에의가을를은하고지도로사한인기자서리나대시어수아일정부해그주보전라성제신구상원장여과동경조문비생스무세관화만있선유우공전국" +
        "고객번호이름일메전화도시비주소서울부산인천대구광주김박최조강임한오권황안송류홍남여성별생년월상품가격수량금액날짜국가회사등급포함";

    /// <inheritdoc cref="Alphabets.Fit(string, string)"/>
    /// <param name="encoding">To find the row that a letter has in its standard.</param>
    public static double Fit(string name, string text, Encoding encoding)
    {
        double sum = 0;
        var bytes = 0;
        Span<char> letter = stackalloc char[1];
        Span<byte> code = stackalloc byte[8];
        for (var i = 0; i < text.Length; i++)
        {
            if (text[i] < 0x80)
                continue;
            letter[0] = text[i];
            var length = char.IsSurrogate(text[i]) ? 2 : encoding.GetBytes(letter, code);
            bytes += length;
            sum += length * text[i] switch
            {
                TextEncoding.Undecodable or (>= '\uE000' and <= '\uF8FF') => -3,
                (>= '\uD800' and <= '\uDFFF') => -0.2,
                _ => Worth(name, text[i], code[0]),
            };
        }

        return bytes == 0 ? 0 : sum / bytes;
    }

    private static double Worth(string name, char letter, byte lead)
    {
        if (letter is (>= '\u3001' and <= '\u3011') or (>= '\uFF01' and <= '\uFF20') or '“' or '”' or '€')
            return 0.6;
        return name switch
        {
            "gb18030" => Simplified.Contains(letter, StringComparison.Ordinal) ? 1 : IsKana(letter) ? -0.3 : lead is >= 0xB0 and <= 0xD7 ? 0.55 : -0.2,
            "big5" => Traditional.Contains(letter, StringComparison.Ordinal) ? 1 : IsKana(letter) ? -0.3 : lead is >= 0xA4 and <= 0xC6 ? 0.55 : -0.2,
            "shift_jis" => Kanji.Contains(letter, StringComparison.Ordinal) ? 1 : Japanese(letter) ?? (lead is >= 0x88 and <= 0x97 ? 0.45 : -0.2),
            "euc-jp" => Kanji.Contains(letter, StringComparison.Ordinal) ? 1 : Japanese(letter) ?? (lead is >= 0xB0 and <= 0xCF ? 0.45 : -0.2),
            _ => Hangul.Contains(letter, StringComparison.Ordinal) ? 1 : letter is < '\uAC00' or > '\uD7A3' ? -0.3 : lead is >= 0xB0 and <= 0xC8 ? 0.6 : -0.2,
        };
    }

    // Half-width kana are single bytes in Shift-JIS, so any other encoding read as it is full of them.
    private static double? Japanese(char letter) =>
        IsKana(letter) ? 0.9 : letter is >= '\uFF61' and <= '\uFF9F' ? -0.4 : letter == '\u3000' ? 0.6 : null;

    private static bool IsKana(char letter) => letter is >= '\u3041' and <= '\u30FE';
}
