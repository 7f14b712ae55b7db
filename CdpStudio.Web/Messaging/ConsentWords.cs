using CdpStudio.Core.Governance.Consent;
using CdpStudio.Web.Languages;
using Microsoft.Extensions.Localization;

namespace CdpStudio.Web.Messaging;

/// <summary>What consent is about, in the reader's language.</summary>
public sealed class ConsentWords(CurrentTopics topics, ViewCulture view, IStringLocalizer<MessagingTexts> texts)
{
    /// <summary>The channel as a whole has its own name, a topic its name, a purpose its words.</summary>
    public string Of(string channel, ConsentPlace place) => (place.Topic, place.Purpose) switch
    {
        ("", "") => texts["Channel." + channel],
        ("", var purpose) => PurposeName(purpose),
        (var topic, "") => TopicName(topic),
        var (topic, purpose) => view.Clauses(TopicName(topic), PurposeName(purpose)),
    };

    public string PurposeName(string purpose) => texts["Purpose." + purpose];

    public string TopicName(string key) => topics.NameOf(key, view.Language.Tag);
}
