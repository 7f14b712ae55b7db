using System.Text;
using CdpStudio.Core.Audience.Engine.Search;

namespace CdpStudio.Core.Tests.Audience.Engine.Search;

public sealed class NameFoldTests
{
    [Theory]
    [InlineData("Anna Müller", "ANNA MULLER")]
    [InlineData("  anna\tMULLER ", "ANNA MULLER")]
    [InlineData("Mu\u0308ller", "MULLER")]
    [InlineData("Weiß", "WEISS")]
    [InlineData("Jean-Luc O’Brien, Jr.", "JEAN LUC OBRIEN JR")]
    [InlineData("Søren Łukasz Æsir", "SOREN LUKASZ AESIR")]
    [InlineData("Nguyễn Thị Đào", "NGUYEN THI DAO")]
    [InlineData("Фёдор", "ФЕДОР")]
    [InlineData("Γιώργος", "ΓΙΩΡΓΟΣ")]
    [InlineData("王小明", "王小明")]
    [InlineData("Ｗａｎｇ", "WANG")]
    [InlineData("김민준", "김민준")]
    [InlineData("\u304b\u3099", "\u304c")]
    [InlineData("علي كريمي", "علی کریمی")]
    [InlineData("علی\u200cرضا", "علیرضا")]
    [InlineData("محمّد آذر", "محمد اذر")]
    [InlineData("🙂", "🙂")]
    [InlineData("- ' .", "")]
    public void Of_Names_AreWordsWithoutCaseAndMarks(string name, string folded)
    {
        Assert.Equal(folded, NameFold.Of(name));
        Assert.Equal(folded, NameFold.Of(NameFold.Of(name)));
    }

    [Fact]
    public void Append_Bytes_FoldAsTextDoes()
    {
        var (buffer, letters) = (new ByteBuffer(), new StringBuilder());
        for (var i = 1; i < 0x1_1000; i++)
        {
            if (i is >= 0xd800 and <= 0xdfff) continue;

            var text = $"a{char.ConvertFromUtf32(i)} b";
            buffer.Clear();
            NameFold.Append(Encoding.UTF8.GetBytes(text), buffer, letters);

            Assert.Equal(NameFold.Of(text), Encoding.UTF8.GetString(buffer.Written));
            Assert.DoesNotContain((byte)'\n', buffer.Written.ToArray());
        }
    }

    [Theory]
    [InlineData("name")]
    [InlineData("firstName")]
    [InlineData("First Name")]
    [InlineData("last_name")]
    [InlineData("FULL-NAME")]
    [InlineData("given_name")]
    [InlineData("familyName")]
    public void Attributes_ThatPeopleAreCalledBy_AreNames(string attribute) => Assert.True(NameAttributes.Has(Core.Kernel.StudioText.Key(attribute)));

    [Fact]
    public void Attributes_ThatPagesCallPeopleBy_AreNames() =>
        Assert.All(Core.Profiles.ProfileName.Fields, field => Assert.True(NameAttributes.Has(Core.Kernel.StudioText.Key(field))));

    [Theory]
    [InlineData("company.name")]
    [InlineData("nickname")]
    [InlineData("names")]
    public void Attributes_OfOtherThings_AreNoNames(string attribute) => Assert.False(NameAttributes.Has(Core.Kernel.StudioText.Key(attribute)));

    [Theory]
    [InlineData("order_id", true)]
    [InlineData("orderId", true)]
    [InlineData("OrderID", true)]
    [InlineData("ORDER-NUMBER", true)]
    [InlineData("order no.", true)]
    [InlineData("order.id", true)]
    [InlineData("shopOrderNumber", true)]
    [InlineData("订单号", true)]
    [InlineData("mã đơn hàng", true)]
    [InlineData("ma_don_hang", true)]
    [InlineData("شمارهٔ سفارش", true)]
    [InlineData("order", false)]
    [InlineData("sort_order", false)]
    [InlineData("border_id", false)]
    [InlineData("preorderid", false)]
    [InlineData("order_id_hash", false)]
    [InlineData("order_items", false)]
    public void Properties_OfAnOrdersNumber_AreKnownByTheirNames(string path, bool has) => Assert.Equal(has, OrderNumberNames.Has(path));
}
