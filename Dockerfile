# The steps of this file run in CI without Docker (tools/docker_steps.py). The image itself is untested.

FROM python:3.11-slim-bookworm AS build
WORKDIR /srv
COPY requirements.lock ./
RUN python -m venv /opt/venv && /opt/venv/bin/python -m pip install --quiet --no-cache-dir --require-hashes -r requirements.lock
COPY package.json package-lock.json .npmrc ./
COPY static/ static/
COPY tools/ tools/
RUN python tools/assets.py
COPY app/ app/
COPY templates/ templates/
COPY migrations/ migrations/
RUN /opt/venv/bin/python -m compileall -q app migrations

FROM python:3.11-slim-bookworm
WORKDIR /srv
COPY --from=build /opt/venv /opt/venv
COPY --from=build /srv/app app
COPY --from=build /srv/templates templates
COPY --from=build /srv/migrations migrations
COPY --from=build /srv/static static
RUN install -d -m 0700 -o 10001 -g 10001 /data
ENV PORTAL_SETUP_DATA_DIR=/data
ENV PYTHONUNBUFFERED=1
USER 10001:10001
VOLUME /data
EXPOSE 8000
HEALTHCHECK --interval=30s --timeout=5s --start-period=30s CMD ["/opt/venv/bin/python", "-c", "import urllib.request; urllib.request.urlopen('http://127.0.0.1:8000/health', timeout=4)"]
ENTRYPOINT ["/opt/venv/bin/python", "-m", "app.cli"]
CMD ["serve", "--host", "0.0.0.0"]
