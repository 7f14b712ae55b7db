using CdpStudio.Core.Audience;
using CdpStudio.Core.Governance.Consent;
using CdpStudio.Core.Kernel;
using CdpStudio.Core.Messaging.Content;
using CdpStudio.Core.Tests.Testing;
using Microsoft.Extensions.Logging.Abstractions;

namespace CdpStudio.Core.Tests.Messaging.Content;

public sealed class ContentCheckTests : IDisposable
{
    private readonly TestDatabase _database = new();
    private readonly CurrentTopics _topics;

    public ContentCheckTests() => _topics = new CurrentTopics(_database, TimeProvider.System, NullLogger<CurrentTopics>.Instance);

    [Fact]
    public void Of_AGoodMessage_FindsNothing() => Assert.Empty(Problems(AMessage.Of(
        subject: "Hi {{FirstName|you}}", picture: new("https://k.example/a.png", "A"), button: new("Look", "https://k.example/?n={{firstName|}}"))));

    [Fact]
    public void Of_AnEmptyMessage_LacksSubjectAndText() =>
        Assert.Equal(["Subject NoSubject !", "Text NoText !"], Problems(MessageContent.Empty));

    [Theory]
    [InlineData("{{fistName|you}}", "Text UnknownAttribute {{fistName|you}} !")]
    [InlineData("{{firstName}}", "Text NoFallback {{firstName}}")]
    [InlineData("{{firstName", "Text MalformedTag !")]
    public void Of_ATagThatGoesWrong_SaysWhich(string text, string expected) => Assert.Equal([expected], Problems(AMessage.Of(text: text)));

    [Fact]
    public void Of_PictureAndButtonThatLackSomething_SaysWhat() => Assert.Equal(
        ["Picture BadPicture javascript:x !", "Picture NoAlt", "Button BadLink https://{{firstName|x}}/ !", "Button ButtonWithoutText !"],
        Problems(AMessage.Of(picture: new("javascript:x", ""), button: new("", "https://{{firstName|x}}/"))));

    [Fact]
    public void Of_HtmlThatLosesSomething_SaysSoWithoutBlocking() => Assert.Equal(
        ["Html BadLink javascript:alert(1)", "Html HtmlLoses"],
        Problems(AMessage.Of(html: "<p>Hi</p><a href=\"javascript:alert(1)\">x</a><script>x</script>")));

    [Fact]
    public void Of_HtmlThatGmailClips_Warns()
    {
        Assert.Empty(Problems(AMessage.Of(html: $"<p>{new string('x', 90_000)}</p>")));
        Assert.Equal(["Message Clipped"], Problems(AMessage.Of(html: $"<p>{new string('x', 110_000)}</p>")));
        Assert.Equal(["Html TooLong !"], Problems(AMessage.Of(html: $"<p>{new string('x', ContentCheck.MaxHtmlLength)}</p>")));
    }

    [Fact]
    public void Of_ASubjectThatIsTooLong_Warns() =>
        Assert.Equal(["Subject SubjectTooLong"], Problems(AMessage.Of(subject: new string('s', 251))));

    [Fact]
    public async Task Of_ATopicThatIsNotThereOrPutAway_Blocks()
    {
        await SaveAsync("news", isArchived: false);
        await SaveAsync("old", isArchived: true);

        Assert.Empty(Problems(AMessage.Of() with { Topic = "news" }));
        Assert.Equal(["Topic UnknownTopic gone !"], Problems(AMessage.Of() with { Topic = "gone" }));
        Assert.Equal(["Topic ArchivedTopic Name of old !"], Problems(AMessage.Of() with { Topic = "old" }));
    }

    public void Dispose()
    {
        _topics.Dispose();
        _database.Dispose();
    }

    private Task SaveAsync(string key, bool isArchived) => new SaveTopicHandler(_database.Queue, _topics, TimeProvider.System, NullLogger<SaveTopicHandler>.Instance)
        .HandleAsync(new SaveTopic(key, $"Name of {key}", "", new Dictionary<string, string>(), isArchived, "Linh"), default);

    private IEnumerable<string> Problems(MessageContent content) => new ContentCheck(new OneAttribute(), _topics).Of(content)
        .Select(p => $"{p.Part} {p.Kind}{(p.About is null ? "" : " " + p.About)}{(p.Blocks ? " !" : "")}");

    private sealed class OneAttribute : IAudienceVocabulary
    {
        public IReadOnlyList<KnownAttribute> Attributes() => [];

        public IReadOnlyList<KnownEvent> Events() => [];

        public IReadOnlyList<KnownProperty> Properties(string eventName) => [];

        public bool HasAttribute(string name) => StudioText.Key(name) == StudioText.Key("firstName");

        public bool HasEvent(string name) => false;

        public bool HasProperty(string path) => false;

        public DataType? TypeOf(string attribute) => null;

        public IReadOnlyList<KnownValue> AttributeValues(string attribute, string containing, int limit) => [];

        public IReadOnlyList<KnownValue> PropertyValues(string eventName, string path, string containing, int limit) => [];
    }
}
