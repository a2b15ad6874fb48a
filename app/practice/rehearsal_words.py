"""Words about the services beside Dataverse: what they are, and what can be chosen for them."""

REHEARSAL: dict[str, tuple[str, str]] = {
    "simulates_platform": (
        (
            "Power Platform and Microsoft Graph: licences and capacity, application packages, "
            "Power Pages websites, tenant settings."
        ),
        (
            "Power Platform과 Microsoft Graph: 라이선스와 용량, 애플리케이션 패키지, Power Pages "
            "사이트, 테넌트 설정."
        ),
    ),
    "simulates_maps": (
        (
            "Dual-write: the gateway that runs table maps and initial syncs, and a little of the "
            "finance and operations data."
        ),
        (
            "이중 쓰기: 테이블 맵과 초기 동기화를 실행하는 게이트웨이, 그리고 재무 및 운영 데이터 "
            "일부."
        ),
    ),
    "limit_guessed": (
        (
            "Microsoft does not document the errors when a site is made, what an operation's "
            "address answers, or the dual-write gateway. Here they are made up."
        ),
        (
            "사이트를 만들 때의 오류, 작업 주소의 응답, 이중 쓰기 게이트웨이는 Microsoft가 "
            "문서화하지 않았습니다. 여기에서는 지어낸 것입니다."
        ),
    ),
    "by_hand": ("What people do in Microsoft's pages", "사람이 Microsoft 페이지에서 하는 작업"),
    "by_hand_hint": (
        (
            "Some things have no supported API. Here each is one button, and the setup has to "
            "notice what changed."
        ),
        (
            "지원되는 API가 없는 작업이 있습니다. 여기에서는 단추 하나로 대신하며, 바뀐 내용은 "
            "설정 도구가 알아차려야 합니다."
        ),
    ),
    "hand_link": (
        "Link to finance and operations",
        "재무 및 운영에 연결",
    ),
    "hand_unlink": ("Remove that link", "재무 및 운영 연결 끊기"),
    "hand_run": (
        "Apply the installed map solutions and run all maps",
        "설치된 맵 솔루션을 적용하고 모든 맵 실행",
    ),
    "hand_stop": ("Stop the map of accounts", "거래처 맵 중지"),
    "hand_trial": ("Let the trial of the site end", "사이트 평가판 기간 끝내기"),
    "hand_scripts": ("Allow scripts as attachments", "첨부 파일로 스크립트 허용"),
    "hand_no_scripts": ("Block scripts as attachments again", "첨부 파일의 스크립트 다시 차단"),
    "token_link": (
        "Get a token for the dual-write gateway",
        "이중 쓰기 게이트웨이용 토큰 받기",
    ),
    "token": ("Token for the dual-write gateway", "이중 쓰기 게이트웨이용 토큰"),
    "token_hint": (
        (
            "In a real tenant this is copied out of Microsoft's dual-write page. Paste both values "
            "into the setup. The token is valid until %(time)s (UTC), and only here."
        ),
        (
            "실제 테넌트에서는 Microsoft의 이중 쓰기 페이지에서 복사합니다. 두 값을 설정 도구에 "
            "붙여 넣으세요. 토큰은 %(time)s(UTC)까지 이곳에서만 유효합니다."
        ),
    ),
    "token_address": ("Address of the gateway", "게이트웨이 주소"),
    "token_label": ("Token", "토큰"),
    "plot": ("How the services behave", "서비스의 동작 방식"),
    "plot_hint": (
        "Each choice holds until another is made, also after a restart.",
        "선택한 값은 다른 값을 선택할 때까지, 다시 시작한 뒤에도 유지됩니다.",
    ),
    "choose": ("Set", "설정"),
    "plot_licences": ("Licences of the tenant", "테넌트의 라이선스"),
    "licences_trial": (
        "Supply Chain Management, sites as trials",
        "Supply Chain Management, 사이트는 평가판",
    ),
    "licences_full": (
        "Supply Chain Management and capacity for sites",
        "Supply Chain Management와 사이트 용량",
    ),
    "licences_payg": ("Sites paid as they are used", "사이트는 종량제"),
    "licences_bought": (
        "Capacity for sites is bought, and assigned to nothing",
        "사이트 용량을 구매했지만 할당하지 않음",
    ),
    "licences_elsewhere": (
        "Capacity for sites is assigned to another environment",
        "사이트 용량이 다른 환경에 할당됨",
    ),
    "licences_legacy": ("Old portal logins", "이전 포털 로그인 용량"),
    "licences_grace": ("Expired, in its grace period", "만료됨, 유예 기간 중"),
    "licences_finance": ("Finance only", "Finance만 있음"),
    "licences_premium": ("A licence nobody knows yet", "아직 알려지지 않은 라이선스"),
    "licences_nothing": ("Nothing that counts", "해당되는 라이선스 없음"),
    "licences_forbidden": ("Nobody may read them (403)", "읽을 권한 없음(403)"),
    "plot_room": ("Storage of the tenant", "테넌트의 스토리지"),
    "room_plenty": ("Plenty is left", "여유 있음"),
    "room_tight": ("Nearly used up", "거의 소진됨"),
    "room_covered": (
        "Files are over, and the database covers them",
        "파일 용량 초과, 데이터베이스 용량으로 충당됨",
    ),
    "room_full": ("The database is over", "데이터베이스 용량 초과"),
    "plot_consent": ("Reading licences through Graph", "Graph를 통한 라이선스 읽기"),
    "consent_granted": ("An administrator has agreed", "관리자가 동의함"),
    "consent_needed": ("An administrator has yet to agree", "관리자의 동의가 필요함"),
    "plot_creation": ("Who may make sites", "사이트를 만들 수 있는 사람"),
    "creation_open": ("System administrators", "시스템 관리자"),
    "creation_locked": ("Only administrators of the tenant", "테넌트 관리자만"),
    "plot_installing": ("Installing packages", "패키지 설치"),
    "installing_smooth": ("Works, one at a time", "한 번에 하나씩 정상 설치"),
    "installing_retry": ("Stumbles, then works", "한 번 실패한 뒤 설치됨"),
    "installing_fail": ("Fails", "실패"),
    "installing_queue": ("Works, further ones wait", "정상 설치, 다음 설치는 대기"),
    "plot_provisioning": ("Making a site", "사이트 만들기"),
    "provisioning_smooth": ("Works", "정상"),
    "provisioning_fail": ("Fails", "실패"),
    "plot_syncing": ("Initial sync of maps", "맵의 초기 동기화"),
    "syncing_smooth": ("Works when what it needs is there", "필요한 것이 있으면 정상"),
    "syncing_lookup": ("A referenced row is missing", "참조하는 행이 없음"),
    "syncing_many": ("More than ten lookups", "조회 열이 10개를 초과함"),
    "plot_gateway": ("Dual-write gateway", "이중 쓰기 게이트웨이"),
    "gateway_smooth": ("Works", "정상"),
    "gateway_session": ("Answers with a sign-in page", "로그인 페이지로 응답"),
    "gateway_empty": ("Lists no maps", "맵 목록이 비어 있음"),
    "gateway_busy": ("Asks to wait (429)", "기다리라고 응답(429)"),
    "plot_finance": ("Finance and operations data", "재무 및 운영 데이터"),
    "finance_open": ("Can be read", "읽을 수 있음"),
    "finance_forbidden": ("No access (403)", "접근 거부(403)"),
    "plot_groundwork": ("What dual-write stands on", "이중 쓰기의 기반"),
    "groundwork_sound": ("In order", "정상"),
    "groundwork_companies": (
        "A company that is not enabled",
        "사용하도록 설정되지 않은 회사가 있음",
    ),
    "groundwork_owners": ("A company without a team", "팀이 없는 회사가 있음"),
    "groundwork_roles": ("Teams without their roles", "팀에 역할이 없음"),
    "groundwork_reading": ("Teams that may not read customers", "팀이 고객을 읽을 수 없음"),
    "groundwork_plug_ins": ("A plug-in step switched off", "플러그 인 단계가 꺼져 있음"),
    "groundwork_sales": ("Settings of Sales differ", "Sales 설정이 다름"),
    "groundwork_prospect": ("The older integration is there", "이전 통합이 설치되어 있음"),
    "groundwork_strangers": ("Applications not known", "테넌트가 애플리케이션을 모름"),
    "finance_unknown": ("The person is no user there (401)", "사용자로 등록되지 않음(401)"),
    "finance_gone": ("Not there (404)", "없음(404)"),
    "finance_page": ("Answers with a sign-in page", "로그인 페이지로 응답"),
    "finance_busy": ("Asks to wait (429)", "기다리라고 응답(429)"),
    "finance_silent": ("Offers no dual-write configuration", "이중 쓰기 구성을 제공하지 않음"),
    "finance_words": ("Statuses come as words", "상태가 단어로 제공됨"),
    "plot_answers": ("Answers of the admin API", "관리 API의 응답"),
    "answers_plain": ("As documented", "문서와 같음"),
    "answers_bare": ("Accepted without a body", "본문 없이 수락"),
    "answers_busy": ("Another operation is active (409)", "다른 작업이 진행 중(409)"),
    "answers_crowded": ("No capacity left (500)", "용량 부족(500)"),
    "answers_odd": ("Unknown words and missing values", "알 수 없는 값과 빈 값"),
    "plot_operations": ("Addresses of operations", "작업 주소"),
    "operations_plain": ("Answer plainly", "정상 응답"),
    "operations_busy": ("Not ready at first (409)", "처음에는 준비되지 않음(409)"),
    "operations_gone": ("Not there (404)", "없음(404)"),
    "plot_no_policy": ("No billing policy is told as", "청구 정책이 없을 때의 응답"),
    "no_policy_missing": ("404", "404"),
    "no_policy_silent": ("204 without a body", "본문 없는 204"),
    "no_policy_null": ("200 with null", "null이 든 200"),
    "plot_waits": ("Retry-After", "Retry-After"),
    "waits_seconds": ("In seconds", "초 단위"),
    "waits_date": ("As a date", "날짜"),
}
