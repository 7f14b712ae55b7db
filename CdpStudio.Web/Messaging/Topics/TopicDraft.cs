using CdpStudio.Core.Governance.Consent;

namespace CdpStudio.Web.Messaging.Topics;

/// <summary>A topic while somebody edits it.</summary>
public sealed class TopicDraft
{
    private TopicDraft()
    {
    }

    /// <summary>Null of one that is being made: its key comes from its name.</summary>
    public string? Key { get; private init; }

    public string Name { get; set; } = "";

    public string Description { get; set; } = "";

    /// <summary>By language.</summary>
    public Dictionary<string, string> Names { get; private init; } = [];

    public bool IsArchived { get; set; }

    public static TopicDraft New => new();

    public static TopicDraft Of(Topic topic) => new()
    {
        Key = topic.Key, Name = topic.Name, Description = topic.Description, Names = new(TopicNamesJson.Read(topic.Names)), IsArchived = topic.IsArchived,
    };
}
