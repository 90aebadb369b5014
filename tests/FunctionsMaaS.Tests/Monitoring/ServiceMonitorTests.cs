using FunctionsMaaS.Registry;
using FunctionsMaaS.Serving;
using Microsoft.Extensions.Time.Testing;
using Xunit;

namespace FunctionsMaaS.Tests.Monitoring;

public sealed class ServiceMonitorTests
{
    [Fact]
    public void Counting_a_text_allocates_nothing()
    {
        using var fixture = new MonitoringFixture(new FakeTimeProvider(), new MemoryObjectStore());
        var manifest = MonitoringFixture.Manifest(1);
        Count();
        var before = GC.GetAllocatedBytesForCurrentThread();
        Count();
        Assert.Equal(0, GC.GetAllocatedBytesForCurrentThread() - before);

        void Count()
        {
            for (var i = 0; i < 1000; i++)
                fixture.Monitor.Classified(manifest, new ClassifiedText(0, 0.5f, 0.1, TimeSpan.FromTicks(100), TimeSpan.FromTicks(100)));
        }
    }

    /// <summary>A model that is replaced every few seconds has hundreds of versions in the hour that is kept by minutes.</summary>
    [Fact]
    public void A_version_that_answered_takes_a_few_kilobytes_for_its_minute()
    {
        const int Versions = 1000;
        const long Most = 5 * 1024;
        using var fixture = new MonitoringFixture(new FakeTimeProvider(), new MemoryObjectStore());
        Answer(0);
        var before = GC.GetAllocatedBytesForCurrentThread();
        for (var version = 1; version <= Versions; version++)
            Answer(version);
        Assert.InRange((GC.GetAllocatedBytesForCurrentThread() - before) / Versions, 1, Most);

        void Answer(int version)
        {
            var usage = fixture.Book.Now("m").Version(version, ["a", "b"]);
            for (var i = 0; i < 100; i++)
            {
                usage.Classified(new ClassifiedText(0, 0.5f, 0.1, TimeSpan.FromMicroseconds(20 + i), TimeSpan.FromMicroseconds(5 + i)));
                usage.Ended(new(TimeSpan.FromMicroseconds(10 + i), TimeSpan.FromMicroseconds(10 + i), TimeSpan.FromMicroseconds(100 + i)), failed: false);
            }
        }
    }

    [Fact]
    public void Threads_that_count_at_once_lose_nothing()
    {
        using var fixture = new MonitoringFixture(new FakeTimeProvider(), new MemoryObjectStore());
        Parallel.For(0, 8, thread =>
        {
            for (var i = 0; i < 5000; i++)
                fixture.Monitor.Classified(MonitoringFixture.Manifest(1 + (i % 2)), new ClassifiedText(thread % 2, 0.5f, null, null, TimeSpan.FromTicks(100)));
        });
        Assert.True(fixture.Book.TryFind("m", out var usage));
        var slot = Assert.Single(usage.Slots());
        Assert.Equal(40_000, slot.Texts);
        Assert.Equal([10_000, 10_000], slot.Versions[1].Labels);
        Assert.Equal(20_000, slot.Versions[2].Confidence[5]);
    }
}
