using System.Text;
using CdpStudio.Core.Sources.Imports.Reading;

namespace CdpStudio.Core.Tests.Sources.Imports.Reading;

public sealed class EncodingDetectionTests
{
    [Theory]
    [InlineData("windows-1252", "Straße;Größe\nKöln;überall\n")]
    [InlineData("windows-1252", "prénom;ville\nChloé;Orléans\nLéa;Besançon\n")]
    [InlineData("windows-1252", "nombre,ciudad\nMuñoz,Málaga\nPeña,Cádiz\n")]
    [InlineData("windows-1252", "namn;ort\nÅsa Sjöberg;Malmö\nJörgen;Örebro\n")]
    [InlineData("windows-1250", "jméno;město\nDvořák Jiří;Plzeň\nNováková Žaneta;Děčín\n")]
    [InlineData("windows-1250", "név;város\nKovács Győző;Szűcs utca\nTóth Ödön;Gödöllő\n")]
    [InlineData("windows-1251", "имя;город\nАнна Сергеева;Санкт-Петербург\nОлег;Тула\n")]
    [InlineData("koi8-r", "имя;город\nАнна Сергеева;Санкт-Петербург\nОлег;Тула\n")]
    [InlineData("windows-1253", "όνομα;πόλη\nΓιώργος Παπαδόπουλος;Αθήνα\nΜαρία;Θεσσαλονίκη\n")]
    [InlineData("windows-1254", "ad;şehir\nGülşah Yıldız;İzmir\nÇağrı;Iğdır\n")]
    [InlineData("windows-1255", "שם,עיר\nדוד כהן,תל אביב\nשרה לוי,ירושלים\n")]
    [InlineData("windows-1256", "الاسم,المدينة\nمحمد علي,القاهرة\nفاطمة حسن,بغداد\n")]
    [InlineData("windows-874", "ชื่อ,เมือง\nสมชาย ใจดี,กรุงเทพ\nวิภา แสงทอง,เชียงใหม่\n")]
    [InlineData("gb18030", "姓名,城市\n张伟,北京\n王芳,上海\n李娜,广州\n")]
    [InlineData("big5", "姓名,城市\n林志明,臺北\n陳美玲,高雄\n")]
    [InlineData("shift_jis", "名前,都市\n佐藤さくら,東京\n鈴木イチロー,名古屋\n")]
    [InlineData("euc-jp", "名前,都市\n佐藤さくら,東京\n鈴木イチロー,名古屋\n")]
    [InlineData("cp949", "이름,도시\n김민수,서울\n박지영,부산\n")]
    public void Detect_TextOfALanguage_FindsItsEncoding(string encoding, string text)
    {
        var found = TextEncoding.Find(encoding)!;
        var bytes = found.Create().GetBytes(text);

        var detected = EncodingDetection.Detect(bytes);

        Assert.Equal(encoding, detected.Encoding.Name);
        Assert.Equal(text, detected.Encoding.Create().GetString(bytes));
    }

    [Theory]
    [InlineData("utf-16le")]
    [InlineData("utf-16be")]
    [InlineData("utf-32le")]
    [InlineData("utf-32be")]
    public void Detect_WideTextWithoutAMark_FindsItByItsZeros(string encoding) =>
        Assert.Equal(encoding, EncodingDetection.Detect(TextEncoding.Find(encoding)!.Create().GetBytes("姓名,城市\n张伟,北京\n王芳,上海\n")).Encoding.Name);

    [Fact]
    public void Detect_Utf8WithABrokenLetter_IsStillUtf8()
    {
        byte[] bytes = [.. Encoding.UTF8.GetBytes(string.Concat(Enumerable.Repeat("Jürgen;Köln\n", 20))), 0xFC, (byte)'\n'];

        Assert.Equal(TextEncoding.Utf8, EncodingDetection.Detect(bytes).Encoding);
    }

    [Fact]
    public async Task DetectAsync_FirstLetterAfterAHundredThousandLines_DecidesIt()
    {
        var path = Path.GetTempFileName();
        var text = string.Concat(Enumerable.Repeat("1;Ann\n", 100_000)) + "2;Jürgen Groß\n";
        await File.WriteAllBytesAsync(path, TextEncoding.Find("cp1252")!.Create().GetBytes(text));

        var detected = await ReadingDetection.DetectAsync(path, new GivenReading(), default);

        Assert.Equal("windows-1252", detected.Reading.Encoding.Name);
        File.Delete(path);
    }

    [Theory]
    [InlineData("UTF8")]
    [InlineData("cp1252")]
    [InlineData("iso8859-15")]
    [InlineData("mac-roman")]
    [InlineData("EUC_JP")]
    [InlineData("GBK")]
    public void Find_UsualSpelling_IsKnown(string name) => Assert.NotNull(TextEncoding.Find(name));

    [Theory]
    [InlineData("utf-8", new byte[] { (byte)'a', 0xE9, (byte)'b' })]
    [InlineData("shift_jis", new byte[] { (byte)'a', 0x85, 0x40 })]
    [InlineData("gb18030", new byte[] { (byte)'a', 0xFF, 0x40 })]
    public void Create_BytesOutsideTheEncoding_AreMarkedAsUndecodable(string encoding, byte[] bytes) =>
        Assert.Contains(TextEncoding.Undecodable, TextEncoding.Find(encoding)!.Create().GetString(bytes));

    [Theory]
    [InlineData("a;b;c\n1,5;2,5;3,5\n", ';')]
    [InlineData("a\tb\n1,2\t3,4\n", '\t')]
    [InlineData("name|note\nx|a, b; c\n", '|')]
    [InlineData("name\nx\n", ',')]
    [InlineData("\"a;b\",c\n\"1;2;3\",4\n", ',')]
    [InlineData("sep=;\na,b;c\n", ';')]
    [InlineData("sep=^\na^b\n", '^')]
    [InlineData("a^b\n1,5^2\n3^4\n", '^')]
    [InlineData("a\u0001b\n1\u00012\n", '\u0001')]
    public async Task DetectAsync_Text_FindsTheSeparator(string text, char expected) =>
        Assert.Equal(expected, await SeparatorDetection.DetectAsync(text, whole: true, default));

    [Theory]
    [InlineData(new byte[] { 0x50, 0x4B, 3, 4, 0x14 }, FileFormat.Zip)]
    [InlineData(new byte[] { 0xD0, 0xCF, 0x11, 0xE0 }, FileFormat.Ole)]
    [InlineData(new byte[] { 0x1F, 0x8B, 8 }, FileFormat.Gzip)]
    [InlineData(new byte[] { 0x25, 0x50, 0x44, 0x46 }, FileFormat.Pdf)]
    [InlineData(new byte[0], FileFormat.Empty)]
    [InlineData(new byte[] { 0x61, 0x2C, 0x62 }, FileFormat.Text)]
    public void Of_FirstBytes_TellTheFormatWhateverTheName(byte[] head, FileFormat expected) => Assert.Equal(expected, FileFormats.Of(head));
}
