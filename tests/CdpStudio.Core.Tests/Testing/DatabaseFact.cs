using Xunit.Abstractions;
using Xunit.Sdk;

namespace CdpStudio.Core.Tests.Testing;

/// <summary>A fact of a contract whose subclass may need a server: without it the test is counted as skipped, never as passed.</summary>
[XunitTestCaseDiscoverer("CdpStudio.Core.Tests.Testing.DatabaseFactDiscoverer", "CdpStudio.Core.Tests")]
[AttributeUsage(AttributeTargets.Method)]
public sealed class DatabaseFactAttribute : FactAttribute;

/// <summary>The environment variable without which the class's <see cref="DatabaseFactAttribute"/> tests are skipped.</summary>
[AttributeUsage(AttributeTargets.Class)]
public sealed class NeedsServerAttribute(string variable) : Attribute
{
    public string Variable { get; } = variable;
}

public sealed class DatabaseFactDiscoverer(IMessageSink diagnostics) : IXunitTestCaseDiscoverer
{
    public IEnumerable<IXunitTestCase> Discover(ITestFrameworkDiscoveryOptions options, ITestMethod testMethod, IAttributeInfo factAttribute) =>
        [new DatabaseTestCase(diagnostics, options.MethodDisplayOrDefault(), options.MethodDisplayOptionsOrDefault(), testMethod)];
}

public sealed class DatabaseTestCase : XunitTestCase
{
    [Obsolete("For the runner's deserializer.")]
    public DatabaseTestCase()
    {
    }

    public DatabaseTestCase(IMessageSink diagnostics, TestMethodDisplay display, TestMethodDisplayOptions displayOptions, ITestMethod method)
        : base(diagnostics, display, displayOptions, method)
    {
    }

    protected override string? GetSkipReason(IAttributeInfo factAttribute)
    {
        var needed = TestMethod.TestClass.Class.GetCustomAttributes(typeof(NeedsServerAttribute)).FirstOrDefault()
            ?.GetNamedArgument<string>(nameof(NeedsServerAttribute.Variable));
        if (needed is not null && string.IsNullOrEmpty(Environment.GetEnvironmentVariable(needed))) return $"{needed} names no server.";

        return base.GetSkipReason(factAttribute);
    }
}
