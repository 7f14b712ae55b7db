using CdpStudio.Core.Persistence;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging;

namespace CdpStudio.Core.Governance.Consent;

/// <summary>Makes a topic or replaces what is said of it.</summary>
/// <param name="Names">By language, BCP 47. A blank one is left out.</param>
/// <param name="By">A user's name or an API key's.</param>
public sealed record SaveTopic(string Key, string Name, string Description, IReadOnlyDictionary<string, string> Names, bool IsArchived, string By);

public abstract record SaveTopicResult
{
    private SaveTopicResult()
    {
    }

    /// <param name="IsNew">It was not there before.</param>
    public sealed record Saved(Topic Topic, bool IsNew) : SaveTopicResult;

    /// <summary>Not 1 to 64 of <c>a-z 0-9 -</c>.</summary>
    public sealed record KeyRefused : SaveTopicResult;

    /// <summary>Missing, or longer than <see cref="Topic.MaxNameLength"/>.</summary>
    public sealed record NameRefused : SaveTopicResult;

    /// <summary>Longer than <see cref="Topic.MaxDescriptionLength"/>.</summary>
    public sealed record DescriptionRefused : SaveTopicResult;

    /// <summary>No language, or a name that is too long.</summary>
    public sealed record NamesRefused(string Language) : SaveTopicResult;

    /// <summary>There are <see cref="Topic.Most"/> already.</summary>
    public sealed record TooMany : SaveTopicResult;
}

public sealed partial class SaveTopicHandler(IWriteQueue queue, CurrentTopics topics, TimeProvider clock, ILogger<SaveTopicHandler> logger)
{
    private const int LongestLanguage = 35;
    private const int MostLanguages = 50;

    public async Task<SaveTopicResult> HandleAsync(SaveTopic command, CancellationToken cancellationToken)
    {
        if (Refusal(command) is { } refusal) return refusal;

        var result = await queue.WriteFirstAsync(WritePriority.Interactive, (db, token) => WriteAsync(db, command, clock.GetUtcNow(), token), cancellationToken);
        if (result is not SaveTopicResult.Saved saved) return result;

        await topics.LoadAsync(cancellationToken);
        LogSaved(saved.Topic.Key);
        return saved;
    }

    private static SaveTopicResult? Refusal(SaveTopic command)
    {
        if (!Topic.IsKey(command.Key)) return new SaveTopicResult.KeyRefused();
        if (command.Name.Trim().Length is 0 or > Topic.MaxNameLength) return new SaveTopicResult.NameRefused();
        if (command.Description.Trim().Length > Topic.MaxDescriptionLength) return new SaveTopicResult.DescriptionRefused();

        var odd = command.Names.Where(n => !IsLanguage(n.Key) || n.Value.Trim().Length > Topic.MaxNameLength).Select(n => n.Key)
            .Concat(command.Names.Keys.Skip(MostLanguages)).FirstOrDefault();
        return odd is null ? null : new SaveTopicResult.NamesRefused(odd);
    }

    private static bool IsLanguage(string tag) => tag.Length is >= 2 and <= LongestLanguage && tag.All(c => char.IsAsciiLetterOrDigit(c) || c == '-');

    private static async Task<SaveTopicResult> WriteAsync(StudioDbContext db, SaveTopic command, DateTimeOffset now, CancellationToken cancellationToken)
    {
        var names = TopicNamesJson.Write(command.Names.Where(n => n.Value.Trim().Length > 0).ToDictionary(n => n.Key, n => n.Value.Trim()));
        if (await db.Topics.SingleOrDefaultAsync(t => t.Key == command.Key, cancellationToken) is not { } topic)
        {
            if (await db.Topics.CountAsync(cancellationToken) >= Topic.Most) return new SaveTopicResult.TooMany();

            var made = new Topic
            {
                Key = command.Key, Name = command.Name.Trim(), Names = names, Description = command.Description.Trim(), IsArchived = command.IsArchived,
                ChangedAt = now, ChangedBy = command.By,
            };
            db.Topics.Add(made);
            return new SaveTopicResult.Saved(made, IsNew: true);
        }

        (topic.Name, topic.Names, topic.Description) = (command.Name.Trim(), names, command.Description.Trim());
        (topic.IsArchived, topic.ChangedAt, topic.ChangedBy) = (command.IsArchived, now, command.By);
        return new SaveTopicResult.Saved(topic, IsNew: false);
    }

    [LoggerMessage(Level = LogLevel.Information, Message = "Topic {Topic} saved")]
    private partial void LogSaved(string topic);
}
