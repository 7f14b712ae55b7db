using CdpStudio.Core.Kernel;
using CdpStudio.Core.Messaging.Content;
using CdpStudio.Core.Tests.Testing;

namespace CdpStudio.Core.Tests.Messaging.Content;

public sealed class MergeTextTests
{
    [Theory]
    [InlineData("Hi", "Hi")]
    [InlineData("{{name}}", "[name]")]
    [InlineData("{{ name | you }}", "[name|you]")]
    [InlineData("{{name|}}", "[name|]")]
    [InlineData("{{name|a|b}}", "[name|a|b]")]
    [InlineData("a{{x}}b{{y|z}}c", "a[x]b[y|z]c")]
    [InlineData("{{address.city}}", "[address.city]")]
    [InlineData("{{$unsubscribe}}", "<u>")]
    [InlineData("{{ $unsubscribe }}", "<u>")]
    [InlineData("{{$other}}", "{{$other}}")]
    [InlineData("{{}}", "{{}}")]
    [InlineData("{{ |x}}", "{{ |x}}")]
    [InlineData("{{a", "{{a")]
    [InlineData("{{{a}}}", "{[a]}")]
    [InlineData("{{a{{b}}}}", "{{a[b]}}")]
    public void Parse_AText_FindsItsTags(string text, string expected) =>
        Assert.Equal(expected, string.Concat(MergeText.Parse(text).Select(p => p switch
        {
            MergePiece.Literal literal => literal.Text,
            MergePiece.Attribute { Fallback: null } tag => $"[{tag.Name}]",
            MergePiece.Attribute tag => $"[{tag.Name}|{tag.Fallback}]",
            _ => "<u>",
        })));

    [Theory]
    [InlineData("Hi {{name", true)]
    [InlineData("Hi name}}", true)]
    [InlineData("{{}}", true)]
    [InlineData("{{$nothing}}", true)]
    [InlineData("{{name|you}} { } {x}", false)]
    public void IsMalformed_BracesThatAreNoTag_AreFound(string text, bool expected) => Assert.Equal(expected, MergeText.IsMalformed(text));

    [Fact]
    public void Render_AnyValue_IsTextAndIsNeverReadAgain()
    {
        var seed = RunSeed.Value;
        var dice = new Random(seed);
        string[] pieces = ["<script>alert(1)</script>", "{{secret}}", "{{$unsubscribe}}", "\"", "'", "&amp;", "\r\nBcc: c@evil.test", "\uE0000\uE001", "you", "\0", "𝕏", "</td>", "{{", "}}"];
        for (var round = 0; round < 2_000; round++)
        {
            var value = "v" + string.Concat(Enumerable.Range(0, dice.Next(1, 5)).Select(_ => pieces[dice.Next(pieces.Length)]));
            var values = AMessage.Values(
                ("name", System.Text.Json.JsonSerializer.Serialize(value), DataType.Text), ("secret", "\"SECRET\"", DataType.Text));

            var mail = AMessage.Render(AMessage.Of(subject: "Hi {{NAME}}", text: "Hi {{name}}", html: round % 2 == 0 ? null : "<p title=\"{{name}}\">Hi {{name}}</p>"), values);

            Assert.DoesNotContain("<script", mail.Html, StringComparison.OrdinalIgnoreCase);
            Assert.DoesNotContain("SECRET", mail.Html + mail.Text + mail.Subject, StringComparison.Ordinal);
            Assert.DoesNotContain(mail.Subject, char.IsControl);
            Assert.DoesNotContain("\nBcc", mail.Text, StringComparison.Ordinal);
            Assert.Contains("Hi v", mail.Text, StringComparison.Ordinal);
            Assert.Equal(1, Occurrences(mail.Html, "https://cdp.example/u/abc"));
        }
    }

    private static int Occurrences(string text, string of) => text.Split(of).Length - 1;
}
