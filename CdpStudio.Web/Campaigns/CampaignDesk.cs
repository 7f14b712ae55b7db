using CdpStudio.Core.Campaigns;
using CdpStudio.Core.Messaging.Content;
using CdpStudio.Web.Segments.Builder;

namespace CdpStudio.Web.Campaigns;

/// <summary>
/// One campaign as a page has it open: what is saved, what was typed since, and who came in between. What is typed is saved a moment
/// later; nobody's work is overwritten without being asked.
/// </summary>
public sealed class CampaignDesk : IDisposable
{
    private readonly CampaignList _list;
    private readonly ChangeCampaignHandler _change;
    private readonly CampaignChanges _changes;
    private readonly DraftKeeper _keeper;
    private string _by = "";

    public CampaignDesk(CampaignList list, ChangeCampaignHandler change, CampaignChanges changes)
    {
        (_list, _change, _changes) = (list, change, changes);
        _keeper = new DraftKeeper(SaveAsync);
        _keeper.Changed += Tell;
        _changes.Changed += Meet;
    }

    /// <summary>Something changed that a page shows. Runs on any thread.</summary>
    public event Action? Changed;

    /// <summary>Another one changed the campaign, or it moved on by itself: read it again. Runs on any thread.</summary>
    public event Action? Outdated;

    /// <summary>As it is saved.</summary>
    public CampaignRow? Row { get; private set; }

    public string Name { get; private set; } = "";

    public MessageContent Content { get; private set; } = MessageContent.Empty;

    public CampaignAudience Audience { get; private set; } = CampaignAudience.Nobody;

    /// <summary>When it is to go out, as chosen here and not yet said by pressing send.</summary>
    public SendTime When { get; set; } = SendTime.Now;

    /// <summary>Who saved it while this one was typing; null when nobody did.</summary>
    public ChangeCampaignResult.ChangedMeanwhile? Clash { get; private set; }

    public KeepState State => _keeper.State;

    /// <summary>When this page saved last.</summary>
    public DateTimeOffset? SavedAt { get; private set; }

    /// <summary>It can be changed: a draft.</summary>
    public bool IsOpen => Row?.State == CampaignState.Draft;

    /// <summary>Something was typed that is not saved.</summary>
    public bool IsChanged => Row is { } row && (IsRenamed || (IsOpen && (Content != row.Content || !Same(Audience, row.Audience))));

    // A name that is being typed anew is no name for a moment.
    private bool IsRenamed => Row is { } row && Name.Trim().Length > 0 && Name.Trim() != row.Name;

    /// <param name="by">The reader's name.</param>
    /// <returns>False when there is no such campaign.</returns>
    public async Task<bool> OpenAsync(CampaignId id, string by, CancellationToken cancellationToken)
    {
        _by = by;
        if (await _list.ReadAsync(id, cancellationToken) is not { } row) return false;

        if (Row?.Id != id) When = SendTime.Now;
        // What is typed stays, and so does the version that it was typed over.
        var kept = IsChanged && (row.State == CampaignState.Draft || IsRenamed);
        Row = kept ? row with { Version = Row!.Version } : row; // changed, so there is one
        if (!kept) (Name, Content, Audience) = (row.Name, row.Content, row.Audience);
        return true;
    }

    public void Type(MessageContent content)
    {
        Content = content;
        _keeper.Ask();
    }

    public void Rename(string name)
    {
        Name = name;
        _keeper.Ask();
    }

    public void Choose(CampaignAudience audience)
    {
        Audience = audience;
        _keeper.Ask();
    }

    /// <summary>Saves what is typed now.</summary>
    /// <returns>Whether everything is saved.</returns>
    public async Task<bool> FlushAsync(CancellationToken cancellationToken)
    {
        await _keeper.StopAsync();
        await SaveAsync(cancellationToken);
        return !IsChanged;
    }

    /// <summary>Lets go of what was typed here.</summary>
    public async Task TakeTheirsAsync(CancellationToken cancellationToken)
    {
        await _keeper.StopAsync();
        Clash = null;
        if (await _list.ReadAsync(Row!.Id, cancellationToken) is not { } row) return; // as above

        (Row, Name, Content, Audience) = (row, row.Name, row.Content, row.Audience);
        Tell();
    }

    /// <summary>Writes over what they saved, which the person has been told.</summary>
    public async Task KeepMineAsync(CancellationToken cancellationToken)
    {
        if (Clash is not { } clash) return;

        (Row, Clash) = (Row! with { Version = clash.Version }, null); // as above
        await FlushAsync(cancellationToken);
        Tell();
    }

    public void Dispose()
    {
        _changes.Changed -= Meet;
        _keeper.Changed -= Tell;
        _keeper.Dispose();
    }

    private async Task SaveAsync(CancellationToken cancellationToken)
    {
        if (!IsChanged || Clash is not null) return;

        var (row, name, content, audience) = (Row!, IsRenamed ? Name.Trim() : null, Content, Audience); // changed, so there is one
        var change = IsOpen
            ? new ChangeCampaign(row.Id, row.Version, _by, name, content, audience)
            : new ChangeCampaign(row.Id, row.Version, _by, name);
        switch (await _change.HandleAsync(change, cancellationToken))
        {
            case ChangeCampaignResult.Changed changed:
                Row = row with
                {
                    Name = name ?? row.Name,
                    Content = change.Content ?? row.Content,
                    Audience = change.Audience ?? row.Audience,
                    Version = changed.Version,
                    ChangedAt = changed.At,
                    ChangedBy = _by,
                };
                SavedAt = changed.At;
                break;
            case ChangeCampaignResult.ChangedMeanwhile clash:
                Clash = clash;
                break;
            case ChangeCampaignResult.NotADraft or ChangeCampaignResult.NotFound:
                Outdated?.Invoke();
                break;
        }
    }

    private void Meet(CampaignNumber campaign)
    {
        if (Row?.Number == campaign) Outdated?.Invoke();
    }

    private void Tell() => Changed?.Invoke();

    private static bool Same(CampaignAudience a, CampaignAudience b) => a.Segment == b.Segment && a.Without.SequenceEqual(b.Without);
}
