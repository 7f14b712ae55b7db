using System.ComponentModel.DataAnnotations;
using Microsoft.Extensions.Options;

namespace CdpStudio.Core.Audience;

public sealed class AudienceOptions
{
    /// <summary>Which engine answers rules. Default <see cref="AudienceEngineKind.InMemory"/>, the only one so far.</summary>
    [EnumDataType(typeof(AudienceEngineKind))]
    public AudienceEngineKind Engine { get; set; } = AudienceEngineKind.InMemory;
}

public enum AudienceEngineKind
{
    /// <summary>Columns in the memory of this process, rebuilt from the facts at start.</summary>
    InMemory,

    /// <summary>Refused at start so far.</summary>
    ClickHouse,
}

[OptionsValidator]
internal sealed partial class ValidateAudienceOptions : IValidateOptions<AudienceOptions>;
