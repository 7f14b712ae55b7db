using System.Text.Json.Nodes;
using CdpStudio.Core.Sources.Imports.Mapping;

namespace CdpStudio.Core.Repair;

/// <summary>What is done to each message that is repaired: the steps in their order. Read by <see cref="RepairRuleReader"/>.</summary>
public sealed record RepairRule(IReadOnlyList<RepairStep> Steps)
{
    public const int MaxSteps = 20;

    /// <summary>Changes a message in place.</summary>
    /// <returns>Null, or why it can't be carried out; the message is then half changed.</returns>
    internal RepairFault? Apply(JsonObject message)
    {
        foreach (var step in Steps)
        {
            if (step.Apply(message) is { } fault) return fault;
        }

        return null;
    }
}

/// <summary>
/// One change to a message. Paths are dotted, such as <c>properties.total</c>, and compare exactly; a member whose name itself holds the
/// dot comes first. A step that finds nothing to change changes nothing.
/// </summary>
public abstract record RepairStep
{
    private RepairStep()
    {
    }

    /// <summary>Gives a member another name, or another place.</summary>
    public sealed record Rename(string At, string To) : RepairStep
    {
        internal override RepairFault? Apply(JsonObject message)
        {
            if (RepairPath.Find(message, At) is not { } from) return null;
            if (RepairPath.Find(message, To) is { } there && !RepairPath.IsMissing(there.Value)) return new RepairFault($"'{To}' has a value already.", To);

            var value = from.Value;
            from.Remove();
            return RepairPath.TrySet(message, To, value) ? null : new RepairFault($"'{To}' lies in something that is no object.", To);
        }
    }

    /// <summary>Reads a text or a plain number as another type. What has the type already stays.</summary>
    public sealed record Retype(string At, CellFormat As) : RepairStep
    {
        internal override RepairFault? Apply(JsonObject message)
        {
            if (RepairPath.Find(message, At) is not { } found || RepairPath.IsMissing(found.Value) || RetypedValue.Has(found.Value, As)) return null;
            if (RetypedValue.Read(found.Value, As) is { } value)
            {
                found.Replace(value);
                return null;
            }

            return As is CellFormat.DateTime && RetypedValue.IsDate(found.Value) ? null : new RepairFault($"'{At}' can't be read as {RetypedValue.NameOf(As)}.", At);
        }
    }

    /// <summary>Fills what is missing: absent, null, blank text, an empty list or object.</summary>
    /// <param name="Value">Text, number or boolean as JSON.</param>
    public sealed record Default(string At, string Value) : RepairStep
    {
        internal override RepairFault? Apply(JsonObject message)
        {
            if (RepairPath.Find(message, At) is { } there && !RepairPath.IsMissing(there.Value)) return null;

            return RepairPath.TrySet(message, At, JsonNode.Parse(Value)) ? null : new RepairFault($"'{At}' lies in something that is no object.", At);
        }
    }

    public sealed record Drop(string At) : RepairStep
    {
        internal override RepairFault? Apply(JsonObject message)
        {
            RepairPath.Find(message, At)?.Remove();
            return null;
        }
    }

    internal abstract RepairFault? Apply(JsonObject message);
}

/// <summary>Why a step can't be carried out on a message.</summary>
/// <param name="Words">One English sentence; no values of people in it.</param>
internal sealed record RepairFault(string Words, string? Field = null);
